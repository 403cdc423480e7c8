namespace Gateway.Api.Demo;

internal static class AmericaAndIberia
{
    // +1 area 555 01xx: the North American numbers for fiction.
    public static Culture American { get; } = new(
        numbers: "120255501##, 120655501##, 121255501##, 121455501##, 130355501##, 130555501##, 131255501##, 141555501##, 150355501##, 151255501##, 161755501##, 170255501##, 180855501##, 191955501##",
        women: "Madison, Harper, Chloe, Savannah, Brooke, Paige, Autumn, Kayla, Dakota, Naomi, Tessa, Marisol",
        men: "Mason, Tyler, Logan, Caleb, Wyatt, Hunter, Marcus, Darnell, Trevor, Gavin, Owen, Desmond",
        families: "Calloway, Bridger, Whitaker, Ellison, Holloway, Maddox, Sandoval, Prescott, Winslow, Beckett, Okafor, Langley, Thornton, Yazzie",
        notes: "work, gym, roommate, dog walker, PTA",
        businesses: "Blue Heron Coffee, Maple Street Dental, Copper Canyon Outfitters, Sunrise Pediatrics, Cascadia Sky Airlines, Juniper Home Goods, Two Rivers Bike Shop",
        places: "Portland, Austin, Denver, Chicago, Boston, Honolulu",
        groups: "Holiday launch 🚀, West Coast resellers, Calloway family 🦃, Class of 2012 🎓");

    public static Culture Spanish { get; } = new(
        numbers: "34799######, 34799######, 57399#######",
        women: "Lucía, Inés, Begoña, Rocío, Nuria, María José, Montserrat, Ángela, Sofía, Ximena, Paloma, Itziar",
        men: "Álvaro, Íñigo, Joaquín, Rubén, Andrés, José Luis, Iván, Tomás, Raúl, Germán, Ignacio, Adrián",
        families: "Peña Ruiz, Ibáñez, Núñez, Muñoz Vega, Castañeda, Arriaga, Cordero Gil, Villaseñor, Montalbán, Echeverría, Quiñones, Zúñiga, Salcedo, Barragán",
        notes: "fontanera, gimnasio, clase 3.º B, pádel, trabajo",
        businesses: "Panadería La Espiga, Clínica Dental Olivares, Floristería El Jazmín, Librería Ñandú, Aerolíneas Alisio, Óptica Luz Clara, Taquería Doña Chelo",
        places: "Cádiz, Logroño, Málaga, Medellín, León, Barranquilla",
        groups: "Equipo campaña otoño 🍂, Proveedores Andalucía, Familia Ibáñez ❤️, Vecinos Calle Peñalta 8");

    public static Culture Portuguese { get; } = new(
        numbers: "55209########, 55239########, 35198#######",
        women: "Beatriz, Larissa, Conceição, Letícia, Thaís, Joana, Débora, Inês, Luíza, Fabíola, Mônica, Tainá",
        men: "João Pedro, Thiago, Vinícius, Luís, Caio, Sebastião, Antônio, Otávio, Gonçalo, Renato, Murilo, Estêvão",
        families: "Magalhães, Guimarães, Assunção, Brandão, Figueiró, Queirós, Vasconcelos, Simões, Araújo Pinto, Leitão, Falcão, Moura Sá, Camargo, Teixeira",
        notes: "academia, trabalho, prima, condomínio, faculdade",
        businesses: "Padaria Pão & Prosa, Clínica Bem-Te-Vi, Floricultura Ipê-Amarelo, Açaí da Praça, Linhas Aéreas Andorinha, Pet Shop Focinho Feliz, Livraria Sabiá",
        places: "Maceió, Florianópolis, Goiânia, Évora, Niterói, São Luís",
        groups: "Time de vendas 💪, Revendedores Nordeste, Família Guimarães, Turma de 2012");
}
