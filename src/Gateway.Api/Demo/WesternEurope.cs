namespace Gateway.Api.Demo;

internal static class WesternEurope
{
    // +44 7700 900xxx and +44 20 7946 0xxx: Ofcom's numbers for drama.
    public static Culture British { get; } = new(
        numbers: "447700900###, 442079460###",
        women: "Olivia, Amelia, Charlotte, Imogen, Freya, Poppy, Harriet, Beatrice, Zoe, Gemma, Nicola, Fiona",
        men: "Oliver, Alfie, Callum, Rhys, Gareth, Duncan, Nigel, Toby, Ewan, Graham, Elliot, Jasper",
        families: "Ashworth, Barlow, Cartwright, Dunmore, Fairclough, Greenwood, Hargreaves, Kirkby, Lockwood, Penrose, Thackeray, Whitfield, Pritchard, Galloway",
        notes: "plumber, allotment, choir, next door, school run",
        businesses: "Larkspur Florists, Kettle & Crumb Bakery, Harbour Lane Dental, Moorland Vets, Skylark Airways, The Brass Button, Foxglove Books",
        places: "Leeds, Bristol, Norwich, Cardiff, Dundee, York",
        groups: "Autumn window display, Wholesale buyers UK, Book club 📚, Elm Court residents");

    // +353 20 91x xxxx: ComReg's numbers for drama.
    public static Culture Irish { get; } = new(
        numbers: "3532091#####",
        women: "Aoife, Saoirse, Niamh, Caoimhe, Gráinne, Sinéad, Orlaith, Róisín, Bríd, Deirdre",
        men: "Cillian, Oisín, Fionn, Tadhg, Eoin, Darragh, Pádraig, Ruairí, Seán, Conor",
        families: "Ó Dálaigh/Ní Dhálaigh, Mac Giolla, Byrne, Kavanagh, Brennan, Fitzgerald, Ó Ceallaigh/Ní Cheallaigh, Nolan, Hegarty, Ó Briain/Ní Bhriain, Lenihan, Tierney",
        notes: "GAA, seirbhís, cousin, work",
        businesses: "Bácús na Trá, Shannonside Physio, Clover Coast Ferries, Siopa Leabhar an Droichid, Wren & Thistle",
        places: "Gaillimh, Corcaigh, Sligo, Kilkenny",
        groups: "Foireann na Nollag, Galway market traders, Muintir Uí Dhálaigh, U12 hurling parents");

    // The Bundesnetzagentur's numbers for drama.
    public static Culture German { get; } = new(
        numbers: "4917139200##, 49176040690##, 493023125###, 496990009###, 494066969###, 492214710###, 498999998###",
        women: "Anneliese, Jana, Käthe, Sabine, Friederike, Lena, Grete, Ute, Maike, Heike, Änne, Brigitte",
        men: "Jörg, Lukas, Björn, Matthias, Günther, Torben, Uwe, Sönke, Dirk, Florian, Jürgen, Hannes",
        families: "Groß, Weiß, Preuß, Schäfer, Köhler, Brückner, Vogelsang, Lindemann, Strauß, Böttcher, Hübner, Kreß, Möllenkamp, Süßmilch",
        notes: "Büro, Reitverein, Kita, Hausmeister, Straßenfest",
        businesses: "Bäckerei Süßes Eck, Zahnarztpraxis am Schloßplatz, Fuß & Schuh, Gärtnerei Grünwinkel, Möwenflug Air, Weißgold Optik, Fahrradhaus Speiche",
        places: "Köln, Gießen, Lübeck, Görlitz, Meißen, Düsseldorf",
        groups: "Projekt Fußboden, Händler Süddeutschland, Familie Weiß 🏡, Hausgemeinschaft Schloßstraße 12");

    // +33 6 39 98 and +33 1 99 00: Arcep's numbers for audiovisual works.
    public static Culture French { get; } = new(
        numbers: "3363998####, 3363998####, 3319900####",
        women: "Camille, Élodie, Margaux, Solène, Noémie, Anaïs, Hélène, Clémence, Inès, Maëlle, Aurélie, Françoise",
        men: "Étienne, Loïc, Mathéo, Benoît, Gaël, Jérôme, Rémi, Théo, François, Anaël, Yannick, Côme",
        families: "Beauchamp, Lefèvre, Garnier, Chauvet, Rousselot, Delacourt, Pélissier, Bérenger, Marchand, Fontanel, Guéguen, Tissier, Lemaître, Noël",
        notes: "boulot, école, kiné, covoiturage, voisine",
        businesses: "Boulangerie L'Épi Doré, Cabinet dentaire des Lilas, Fleurs d'Août, Librairie À la Page, Air Mistral Bleu, Crêperie du Phare, Opticien Œil de Lynx",
        places: "Lyon, Nîmes, Besançon, Orléans, Saint-Étienne, Brest",
        groups: "Équipe lancement été, Fournisseurs région Sud, Famille Beauchamp, Copropriété Les Tilleuls");

    public static Culture Italian { get; } = new(
        numbers: "39399#######",
        women: "Giulia, Chiara, Ginevra, Francesca, Beatrice, Noemi, Ilaria, Lucrezia, Marisa, Niccolina",
        men: "Lorenzo, Niccolò, Davide, Giacomo, Tommaso, Pietro, Riccardo, Emanuele, Gabriele, Ettore",
        families: "Bellandi, Ferraris, Marchetti, Colombini, D'Amico, Santoro, Lombardini, Grassi, Pellegrino, Tarantola, Zanetti, Carbonari",
        notes: "palestra, idraulico, nonna, ufficio",
        businesses: "Panificio La Spiga, Farmacia del Corso, Gelateria Tre Limoni, Ottica Vedobene, Aerolinee Tramontana, Clinica San Celso",
        places: "Bologna, Lecce, Verona, Forlì, Cefalù",
        groups: "Progetto vetrina, Grossisti Emilia, Cugini Marchetti, Calcetto del giovedì ⚽");

    // The Swedish regulator's numbers for books and films.
    public static Culture Swedish { get; } = new(
        numbers: "4670174061#, 4670174062#, 4670174063#, 4670174064#, 463139006##, 464062804##, 468465004##, 469803192##",
        women: "Åsa, Linnéa, Elin, Märta, Ingegerd, Saga, Tuva, Kajsa, Ylva, Frida",
        men: "Håkan, Östen, Göran, Viggo, Anders, Mårten, Sixten, Tobias, Jöran, Nils",
        families: "Sjöström, Åkerlund, Björkman, Lindqvist, Nyberg, Häggström, Öberg, Wallin, Ekdahl, Grönvall, Sandell, Dahlström",
        notes: "jobbet, dagis, stugan, innebandy",
        businesses: "Bageri Kanelknut, Tandläkarna vid Ån, Lommen Flyg, Blomsterboden Blåklint, Cykelsmedjan",
        places: "Umeå, Malmö, Göteborg, Växjö, Kiruna",
        groups: "Projekt Ö, Återförsäljare Norrland, Släkten Åkerlund, Brf Björkgården");
}
