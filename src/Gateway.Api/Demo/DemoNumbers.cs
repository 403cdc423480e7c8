using System.Diagnostics;
using Gateway.Domain.Whatsapp;

namespace Gateway.Api.Demo;

/// <summary>Phone numbers and LIDs, each given once.</summary>
internal sealed class DemoNumbers(Dice dice, IEnumerable<Identifier> taken)
{
    private readonly HashSet<Identifier> _given = [.. taken];

    public Identifier Phone(Culture culture) =>
        New(() => Identifier.TryPhone(dice.Digits(dice.Pick(culture.Numbers)), out var phone) ? phone : throw new UnreachableException());

    public Identifier Lid() =>
        New(() => Identifier.TryLid(dice.Digits($"{dice.Between(1, 27)}#############"), out var lid) ? lid : throw new UnreachableException());

    private Identifier New(Func<Identifier> draw)
    {
        Identifier identifier;
        do
        {
            identifier = draw();
        }
        while (!_given.Add(identifier));

        return identifier;
    }
}
