import type { AccessRequest, BaseRole, Catalogue, NamedRole, RightsSource, Statement } from '../src/index.ts';

/**
 * The language again, written to be read beside its description and not to be fast: expressions of the language
 * become regular expressions, nothing is prepared or indexed, and base roles are access levels and no policies.
 * It knows nothing of the engine but the catalogue and the types.
 */
export function naivelyAllowed(
  { scope, holder }: RightsSource,
  request: AccessRequest & { readonly resource: string },
  catalogue: Catalogue,
  mode: 'raw' | 'effective',
): boolean {
  const ofScope: Role[] = [];
  if (scope && 'role' in scope) ofScope.push({ base: scope.role });
  if (scope && 'inlineRole' in scope)
    ofScope.push({ policy: scope.inlineRole, attributes: holder?.roleAttributes });
  if (scope && 'customRoles' in scope) {
    ofScope.push(...scope.customRoles.map((role) => ({ ...role, attributes: holder?.roleAttributes })));
  }
  const ofHolder: Role[] = [];
  const custom = holder?.customRoles ?? [];
  if (holder && custom.length === 0) ofHolder.push({ base: holder.role });
  ofHolder.push(...custom.map((role) => ({ ...role, attributes: holder?.roleAttributes })));
  ofHolder.push(...(holder?.teamRoles ?? []).map((role) => ({ ...role, attributes: role.roleAttributes })));

  const allowed = (each: Asked) => {
    const byScope = ofScope.some((role) => roleAllows(role, each, catalogue));
    const byHolder = ofHolder.some((role) => roleAllows(role, each, catalogue));
    if (scope && holder) return byScope && byHolder;
    return scope ? byScope : byHolder;
  };
  const asked: Asked = { ...request, viewSegment: viewSegmentOf(request.resource, catalogue) };
  if (!allowed(asked)) return false;
  return mode === 'raw' || viewsOf(asked, catalogue).every(allowed);
}

interface Asked extends AccessRequest {
  readonly resource: string;
  readonly viewSegment: number;
}

type Role =
  | { readonly base: BaseRole }
  | (Pick<NamedRole, 'policy' | 'basePermissions'> & {
      readonly attributes: Readonly<Record<string, readonly string[]>> | undefined;
    });

function roleAllows(role: Role, asked: Asked, catalogue: Catalogue): boolean {
  if ('base' in role) return baseAllows(role.base, asked, catalogue);
  const { policy, basePermissions = 'no_access', attributes = {} } = role;
  const applies = (statement: Statement, action: string) =>
    resourcePartMatches(statement, asked, attributes) && actionPartMatches(statement, action);
  if (policy.some((each) => each.effect === 'deny' && applies(each, asked.action))) return false;
  const enough = [asked.action, ...actionsShowing(asked, catalogue)];
  const allows = policy.some(
    (each) => each.effect === 'allow' && enough.some((action) => applies(each, action)),
  );
  if (allows || baseAllows(basePermissions, asked, catalogue)) return true;
  return (
    basePermissions === 'reader' &&
    asked.action === 'createAccessToken' &&
    typesOf(asked.resource).join() === 'member,token'
  );
}

function baseAllows(role: BaseRole, { action, resource }: Asked, catalogue: Catalogue): boolean {
  const chain = chainOf(resource);
  const type = [...catalogue.types.values()].find(({ chains }) => chains.includes(chain));
  const listed = type && Object.hasOwn(type.actions, action) ? type.actions[action] : undefined;
  const level = listed ?? type?.otherActions ?? 'write';
  switch (role) {
    case 'no_access':
      return false;
    case 'reader':
      return listed === 'read';
    case 'writer':
      return level === 'read' || level === 'write';
    case 'admin':
      return level !== 'owner';
    case 'owner':
      return true;
  }
}

/** On Keyward's own types whatever is allowed shows the resource; making a token for oneself does not. */
function actionsShowing({ action, resource }: Asked, catalogue: Catalogue): string[] {
  const chain = chainOf(resource);
  const type = [...catalogue.types.values()].find(({ chains }) => chains.includes(chain));
  if (type?.origin !== 'keyward' || type.viewAction !== action) return [];
  const actions = Object.keys(type.actions);
  return type.name === 'token' ? actions.filter((each) => each !== 'createAccessToken') : actions;
}

function viewsOf(asked: Asked, catalogue: Catalogue): Asked[] {
  const segments = asked.resource.split(':');
  return segments.flatMap((_, index): Asked[] => {
    const resource = segments.slice(0, index + 1).join(':');
    const type = [...catalogue.types.values()].find(({ chains }) => chains.includes(chainOf(resource)));
    if (!type || type.origin === 'keyward' || type.viewAction === undefined) return [];
    const views = index < asked.viewSegment ? [] : (asked.views ?? []);
    return [
      { ...asked, resource, views, action: type.viewAction, viewSegment: viewSegmentOf(resource, catalogue) },
    ];
  });
}

function viewSegmentOf(resource: string, catalogue: Catalogue): number {
  const types = typesOf(resource);
  const withViews = types.findLastIndex((type) => catalogue.types.get(type)?.views);
  return withViews < 0 ? types.length - 1 : withViews;
}

function actionPartMatches({ actions = [], notActions = [] }: Statement, action: string): boolean {
  if (actions.length > 0) return actions.some((each) => globMatches(each, action));
  return !notActions.some((each) => globMatches(each, action));
}

function resourcePartMatches(
  { resources = [], notResources = [] }: Statement,
  asked: Asked,
  attributes: Readonly<Record<string, readonly string[]>>,
): boolean {
  const matches = (entry: string) => fill(entry, attributes).some((text) => specifierMatches(text, asked));
  return resources.length > 0 ? resources.some(matches) : !notResources.some(matches);
}

function fill(entry: string, attributes: Readonly<Record<string, readonly string[]>>): string[] {
  const [whole, key] = /\$\{roleAttribute\/(.*?)\}/.exec(entry) ?? [];
  if (whole === undefined || key === undefined) return [entry];
  return (attributes[key] ?? []).flatMap((value) => fill(entry.split(whole).join(value), attributes));
}

function specifierMatches(specifier: string, asked: Asked): boolean {
  if (specifier === '*') return true;
  const segments = specifier.split(/:(?![^{]*\})(?<![;,]view:)/);
  const resources = asked.resource.split(':');
  if (segments.length !== resources.length) return false;
  return segments.every((segment, index) => segmentMatches(segment, resources[index] ?? '', index, asked));
}

function segmentMatches(segment: string, resource: string, index: number, asked: Asked): boolean {
  const [head = '', modifiers] = segment.split(';');
  const [type = '', name] = head.split('/');
  const [resourceType, resourceName] = resource.split('/');
  if (type !== resourceType || (name === undefined) !== (resourceName === undefined)) return false;
  if (name !== undefined && !globMatches(name, resourceName ?? '')) return false;
  return (modifiers?.split(',') ?? []).every((modifier) => {
    const [, flag, value] = /^\{(.*):(.*)\}$/.exec(modifier) ?? [];
    if (flag !== undefined) return String(asked.properties?.[type]?.[flag]) === value;
    if (!modifier.startsWith('view:')) {
      return asked.tags?.[type]?.some((tag) => globMatches(modifier, tag)) ?? false;
    }
    return index === asked.viewSegment && (asked.views ?? []).includes(modifier.slice(5).toLowerCase());
  });
}

function globMatches(glob: string, text: string): boolean {
  const literals = glob.split('*').map((literal) => literal.replace(/[.\\^$+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`, 's').test(text);
}

function typesOf(resource: string): string[] {
  return resource.split(':').map((segment) => segment.replace(/\/.*/, ''));
}

function chainOf(resource: string): string {
  return resource
    .split(':')
    .map((segment) => segment.replace(/\/.*/, '/*'))
    .join(':');
}
