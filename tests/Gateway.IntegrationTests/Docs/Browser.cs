namespace Gateway.IntegrationTests.Docs;

/// <summary>
/// What a browser does and Node does not, for samples that are a page's script: it keeps cookies, says where the page comes
/// from, asks other origins first (CORS) and shows of their answers what they allow.
/// </summary>
internal static class Browser
{
    private const string Program = """
        const ask = globalThis.fetch, page = process.env.SAMPLES_ORIGIN, jar = new Map();
        const plain = ['accept', 'accept-language', 'content-language'], shown = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified', 'pragma'];
        const listed = (answer, name) => (answer.headers.get(name) ?? '').toLowerCase().split(',').map(text => text.trim());
        const refuse = why => { throw new TypeError(`Failed to fetch: ${why}`); };

        async function far(request) {
          const asked = [...request.headers.keys()].filter(name => !plain.includes(name)).sort();
          if (asked.length > 0 || !['GET', 'HEAD', 'POST'].includes(request.method)) {
            const headers = { origin: page, 'access-control-request-method': request.method, 'access-control-request-headers': asked.join(',') };
            const before = await ask(request.url, { method: 'OPTIONS', headers });
            before.ok && before.headers.get('access-control-allow-origin') === page || refuse('the preflight is refused');
            asked.every(name => listed(before, 'access-control-allow-headers').includes(name)) || refuse(`a header of ${asked} is not allowed`);
            listed(before, 'access-control-allow-methods').includes(request.method.toLowerCase()) || refuse('the method is not allowed');
          }

          request.headers.set('origin', page);
          const answer = await ask(request);
          answer.headers.get('access-control-allow-origin') === page || refuse('the answer is for another origin');
          const exposed = [...shown, ...listed(answer, 'access-control-expose-headers')];
          const headers = [...answer.headers].filter(([name]) => exposed.includes(name));
          return new Response([204, 304].includes(answer.status) ? null : await answer.arrayBuffer(), { status: answer.status, statusText: answer.statusText, headers });
        }

        async function near(request) {
          request.headers.set('origin', page);
          request.headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
          const answer = await ask(request);
          for (const cookie of answer.headers.getSetCookie()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
            jar.set(name, value);
          }

          return answer;
        }

        if (page) {
          globalThis.fetch = (input, init) => {
            const request = new Request(input, init);
            return new URL(request.url).origin === page ? near(request) : far(request);
          };
        }
        """;

    /// <summary>The page is served where the frontend's own server is.</summary>
    public static void Write(Stage stage) => stage.Write(".samples/browser.mjs", Program);
}
