using Gateway.Domain.Whatsapp;

namespace Gateway.Api.Demo;

/// <summary>Makes people up, with as much known of each as in life.</summary>
internal sealed class DemoPeople(Dice dice, DemoNumbers numbers)
{
    private static readonly string[] s_emoji =
        ["🌸", "🌻", "☕", "⚽", "🎧", "🐱", "✨", "🌊", "🎸", "📚", "🏔️", "🦋", "🍀", "🚲", "🧶", "🐢", "🥐", "🌙", "🎨", "💛"];

    private readonly HashSet<string> _businesses = [];

    public IEnumerable<DemoPerson> Make(int count) => Cultures.Deal(dice).Take(count).Select(Make);

    /// <summary>Another profile name, as people take one.</summary>
    public string NewPushName(Culture culture) => $"{culture.Name(dice).Given} {dice.Pick(s_emoji)}";

    private DemoPerson Make(Culture culture)
    {
        var acquaintance = Acquaintance();
        var (phone, lid, isMappedLater) = Identifiers(culture, acquaintance);
        var person = new DemoPerson(culture, acquaintance, phone, lid, isMappedLater, null, null, null);
        return dice.Chance(8) && acquaintance != DemoAcquaintance.AddressBook ? AsBusiness(person) : AsPrivate(person);
    }

    private DemoAcquaintance Acquaintance() => dice.Below(100) switch
    {
        < 6 => DemoAcquaintance.AddressBook,
        < 33 => DemoAcquaintance.Chat,
        < 49 => DemoAcquaintance.ChatAndGroup,
        _ => DemoAcquaintance.Group,
    };

    private (Identifier? Phone, Identifier? Lid, bool IsMappedLater) Identifiers(Culture culture, DemoAcquaintance acquaintance)
    {
        var throwOfLid = dice.Below(100);
        var isGroupOnly = acquaintance == DemoAcquaintance.Group;
        return isGroupOnly && throwOfLid >= 75 ? (null, numbers.Lid(), false)
            : (numbers.Phone(culture), throwOfLid < (isGroupOnly ? 38 : 56) ? numbers.Lid() : null, throwOfLid < 16);
    }

    private DemoPerson AsPrivate(DemoPerson person)
    {
        var name = person.Culture.Name(dice);
        var isSaved = person.Acquaintance == DemoAcquaintance.AddressBook || dice.Chance(person.HasChat ? 55 : 10);
        var hasProfile = person.Acquaintance != DemoAcquaintance.AddressBook && dice.Chance(88);
        return person with
        {
            SavedName = isSaved ? SavedName(name, person.Culture) : null,
            PushName = hasProfile ? PushName(name) : null,
        };
    }

    private DemoPerson AsBusiness(DemoPerson person)
    {
        var business = BusinessName(person.Culture);
        return person with
        {
            BusinessName = business,
            PushName = dice.Chance(40) ? business : null,
            SavedName = dice.Chance(25) ? $"{business} ({person.Culture.Name(dice).Given})" : null,
        };
    }

    private string SavedName(DemoName name, Culture culture) => dice.Below(100) switch
    {
        < 65 => name.Full,
        < 85 => $"{name.Given} ({dice.Pick(culture.Notes)})",
        _ => name.Given,
    };

    private string PushName(DemoName name) => dice.Below(100) switch
    {
        < 45 => name.Full,
        < 70 => name.Given,
        < 85 => $"{name.Given} {dice.Pick(s_emoji)}",
        _ => char.IsUpper(name.Family[0]) && name.IsGivenFirst ? $"{name.Given} {name.Family[0]}." : name.Given,
    };

    private string BusinessName(Culture culture)
    {
        string name;
        do
        {
            name = dice.Chance(50) ? dice.Pick(culture.Businesses) : $"{dice.Pick(culture.Businesses)} · {dice.Pick(culture.Places)}";
        }
        while (!_businesses.Add(name));

        return name;
    }
}
