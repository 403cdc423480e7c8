namespace Gateway.Domain.Access;

/// <summary>An organization's id: an opaque text from a token or the operator.</summary>
public static class OrganizationId
{
    public const int MaxLength = 256;

    /// <summary>Whether databases and logs can hold it as it is: 1 to 256 characters, no control characters, no lone surrogates, not blank.</summary>
    public static bool IsWellFormed(string text)
    {
        if (text.Length > MaxLength || string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i++)))
            {
                return false;
            }
        }

        return true;
    }
}
