using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Import;

/// <summary>
/// Passes on what a store did not tell when it was read last. Whoever is followed writes all the time, mostly keys and messages,
/// and the same people told again would be taken for news where somebody else has told of them in between. Compared some hundred
/// lines at a time, cut where an identifier's hash says so: one that comes in between moves no other cut.
/// </summary>
internal sealed class ChangedLines
{
    private const int OneIn = 256;
    private const int MostLines = 4 * OneIn;
    private readonly ArrayBufferWriter<byte> _text = new();
    private HashSet<string> _known = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<Observation?> OfAsync(IAsyncEnumerable<Observation?> lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (told, piece) = (new HashSet<string>(StringComparer.Ordinal), new List<Observation>());
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            if (line is null)
            {
                continue;
            }

            piece.Add(line);
            if (Add(line) % OneIn == 0 || piece.Count == MostLines)
            {
                foreach (var changed in Take(piece, told))
                {
                    yield return changed;
                }

                piece.Clear();
            }
        }

        foreach (var changed in Take(piece, told))
        {
            yield return changed;
        }

        _known = told;
    }

    /// <summary>Everything counts as new again: what was passed on may not have been stored.</summary>
    public void Forget() => _known.Clear();

    private List<Observation> Take(List<Observation> piece, HashSet<string> told)
    {
        var digest = Convert.ToBase64String(SHA256.HashData(_text.WrittenSpan));
        _text.ResetWrittenCount();
        told.Add(digest);
        return _known.Contains(digest) ? [] : piece;
    }

    /// <summary>Gives a hash of whom the line is about, which lasts as long as this program.</summary>
    private int Add(Observation line)
    {
        var about = line switch
        {
            ContactObservation contact => Write(contact),
            GroupObservation group => Write(group),
            MappingObservation mapping => Write(mapping.Lid.Text, mapping.Phone.Text),
            SessionObservation session => Write(["session", .. session.Own.Select(own => own.Text)]),
            _ => throw new ArgumentException("Unknown observation.", nameof(line)),
        };
        Write($"{line.At}");
        return about.GetHashCode(StringComparison.Ordinal);
    }

    private string Write(ContactObservation contact)
    {
        Write(contact.Person);
        Write(contact.DirectChat ? "chat" : contact.DirectChatIfUnseen ? "if unseen" : null);
        return contact.Person.Id.Text;
    }

    private string Write(GroupObservation group)
    {
        Write(group.Group.Text, group.Name, group.Complete ? "complete" : null);
        foreach (var member in group.Members)
        {
            Write(member);
        }

        return group.Group.Text;
    }

    private void Write(PersonObservation person) =>
        Write(person.Id.Text, (person.Lid is { } lid ? lid : default(Identifier)).Text, person.SavedName, person.PushName, person.BusinessName, person.Role);

    /// <summary>Each with an end that is in no text: a byte that UTF-8 has not. Gives the first.</summary>
    private string Write(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            Encoding.UTF8.GetBytes(text ?? "", _text);
            _text.Write([text is null ? (byte)0xFE : (byte)0xFF]);
        }

        return texts[0]!;
    }
}
