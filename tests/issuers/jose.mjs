// An issuer of tokens of every kind: node jose.mjs [port]
import { randomUUID } from 'node:crypto';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { announce, answer, listen, send } from './serving.mjs';

const algorithms = ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const { server, url } = await listen(Number(process.argv[2] ?? 0));

async function newKey(alg) {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const kid = `${alg}-${randomUUID()}`;
  return { alg, kid, privateKey, published: { ...await exportJWK(publicKey), kid, alg, use: 'sig' } };
}

let keys = await Promise.all(algorithms.map(newKey));

const routes = {
  'GET /jwks.json': () => ({ keys: keys.map(key => key.published) }),
  'POST /sign': async ({ alg, kid, header, claims }) => {
    const key = keys.findLast(key => key.alg === alg && (kid === undefined || key.kid === kid));
    return { token: await new SignJWT(claims).setProtectedHeader({ alg, kid: key.kid, ...header }).sign(key.privateKey) };
  },
  'POST /keys/rotate': async ({ alg }) => {
    const key = await newKey(alg);
    keys.push(key);
    return { kid: key.kid };
  },
  'POST /keys/remove': ({ kid }) => {
    keys = keys.filter(key => key.kid !== kid);
    return {};
  },
};

server.on('request', async (request, response) => {
  await answer(routes, request, response) || send(response, 404, {});
});
announce({ url, jwks: `${url}/jwks.json`, issuer: url });
