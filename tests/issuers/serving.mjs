// What both issuers do alike: listen on a free port of this machine, speak JSON, end with the tests.
import { createServer } from 'node:http';

/** Listens; gives the server and its address, at which nothing answers before it has a request handler. */
export async function listen(port = 0) {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));

  // The tests hold the other end of standard input for as long as they live.
  process.stdin.on('end', () => process.exit()).on('error', () => process.exit()).resume();
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

/** Tells the tests, which wait for one line, that it is ready. */
export function announce(facts) {
  console.log(JSON.stringify(facts));
}

/** Answers by a table such as {'POST /sign': body => …}, whose functions give what becomes JSON; false when the path is not in it. */
export async function answer(routes, request, response) {
  const route = routes[`${request.method} ${request.url}`];
  if (!route) {
    return false;
  }

  try {
    const text = (await request.toArray()).join('');
    send(response, 200, await route(text ? JSON.parse(text) : {}));
  } catch (fault) {
    send(response, 500, { fault: String(fault?.stack ?? fault) });
  }

  return true;
}

export function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
