import type { Engine } from '../flag-rules.ts';

/** The part of the package that is used; it is no dependency of the workspace, so its types are not there. */
interface Casl {
  createMongoAbility(rules: object[]): { can(action: string, subject: object): boolean };
  subject(type: string, value: object): object;
}

const PACKAGE: string = '@casl/ability';

/** Later rules win there, so the denies come last. */
export const casl: Engine = {
  name: 'CASL',
  async prepare(rules, requests) {
    const { createMongoAbility, subject }: Casl = await import(PACKAGE);
    const ordered = rules.toSorted((a, b) => Number(a.effect === 'deny') - Number(b.effect === 'deny'));
    const ability = createMongoAbility(
      ordered.map(({ effect, project, environment, prefix, action }) => ({
        inverted: effect === 'deny',
        action,
        subject: 'Flag',
        conditions: { project, environment, ...(prefix !== '' && { flag: { $regex: `^${prefix}` } }) },
      })),
    );
    const asked = requests.map(({ action, ...flag }) => ({ action, flag: subject('Flag', { ...flag }) }));
    return (index) => {
      const request = asked[index];
      return request !== undefined && ability.can(request.action, request.flag);
    };
  },
};
