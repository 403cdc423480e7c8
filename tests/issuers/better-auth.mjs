// Better Auth as a frontend runs it, in memory: node better-auth.mjs [algorithm]
// Without an algorithm its jwt plugin gets no option about keys at all: whatever it does by default is what is tested.
import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { jwt, organization } from 'better-auth/plugins';
import { announce, answer, listen } from './serving.mjs';

const longAgo = new Date(0);
const [algorithm] = process.argv.slice(2);
const { server, url } = await listen();

const tables = { user: [], session: [], account: [], verification: [], organization: [], member: [], invitation: [], jwks: [] };
const auth = betterAuth({
  baseURL: url,
  secret: randomUUID(),
  database: memoryAdapter(tables),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  plugins: [
    organization(),
    jwt({
      ...(algorithm ? { jwks: { keyPairConfig: { alg: algorithm } } } : {}),
      jwt: {
        definePayload: async ({ user, session }) => ({ org: session.activeOrganizationId, role: (await memberOf(session.activeOrganizationId, user.id))?.role }),
      },
    }),
  ],
});
const { adapter } = await auth.$context;

function memberOf(organizationId, userId) {
  const where = [{ field: 'organizationId', value: organizationId }, { field: 'userId', value: userId }];
  return organizationId ? adapter.findOne({ model: 'member', where }) : undefined;
}

// Keys go as they do when an operator rotates them: the plugin itself makes the next one and leaves out those past their grace.
const control = {
  'POST /control/rotate': async () => {
    for (const key of await adapter.findMany({ model: 'jwks' })) {
      await expire(key, key.expiresAt ?? new Date(Date.now() - 1));
    }

    await auth.api.signJWT({ body: { payload: {} } });
    return {};
  },
  'POST /control/remove-old-keys': async () => {
    const keys = await adapter.findMany({ model: 'jwks' });
    await Promise.all(keys.filter(key => key.expiresAt && key.expiresAt < new Date()).map(key => expire(key, longAgo)));
    return {};
  },
};

function expire(key, expiresAt) {
  return adapter.update({ model: 'jwks', where: [{ field: 'id', value: key.id }], update: { expiresAt } });
}

const handler = toNodeHandler(auth);
server.on('request', async (request, response) => {
  await answer(control, request, response) || await handler(request, response);
});
announce({ url, jwks: `${url}/api/auth/jwks`, issuer: url });
