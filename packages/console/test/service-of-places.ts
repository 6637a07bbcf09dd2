import { addMember } from './add-member.ts';
import { serveConsole } from './open-page.ts';
import { seedTeam, seedTokens } from './seed.ts';
import { seedShop } from './seed-shop.ts';

/** A service with something at every place. */
export async function serviceOfPlaces(t: Parameters<typeof serveConsole>[0]) {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  await seedShop(service);
  await seedTeam(service);
  await addMember(service, 'grace@example.com');
  const role = { key: 'deployer', name: 'Deployer', policy: [] };
  const made = await service.api('/api/v2/roles', { method: 'POST', body: role });
  if (made.status !== 201) throw new Error(`seeding a role: ${await made.text()}`);
  const { items } = await (await service.api('/api/v2/members')).json();
  const grace = items.find(({ email }: { readonly email: string }) => email === 'grace@example.com');
  const addressOf = (path: string) =>
    service.url + path.replace(':id', seeded.get('ci-deploy')?._id ?? '').replace(':grace', grace._id);
  return { service, addressOf, seeded };
}
