import type { Policy, RightsSource, Statement } from '../../src/index.ts';
import type { SmallRequest } from './small-universe.ts';

/** Who must be able to view what, by chain, in the small catalogue; written down a second time on purpose. */
const GUARDS: [chain: string, action: string][] = [
  ['p/*', 'b'],
  ['p/*:g/*', 'a'],
];

/** The decision word for word as the language has it, with other means than the library. */
export function naivelyAllowed(source: RightsSource, request: SmallRequest, withGuards: boolean): boolean {
  const allowed = ({ chain, action }: { chain: string; action: string }) =>
    partsOf(source).every((roles) => roles.some((policy) => policyAllows(policy, request, chain, action)));
  if (!allowed(request)) return false;
  if (!withGuards) return true;
  return GUARDS.every(
    ([chain, action]) =>
      !(request.chain === chain || request.chain.startsWith(`${chain}:`)) || allowed({ chain, action }),
  );
}

function partsOf({ scope, holder }: RightsSource): Policy[][] {
  const parts: Policy[][] = [];
  if (scope && 'inlineRole' in scope) parts.push([scope.inlineRole]);
  if (scope && 'customRoles' in scope) parts.push(scope.customRoles.map(({ policy }) => policy));
  if (holder) parts.push((holder.customRoles ?? []).map(({ policy }) => policy));
  return parts;
}

function policyAllows(policy: Policy, request: SmallRequest, chain: string, action: string): boolean {
  const applying = policy.filter((statement) => statementApplies(statement, request, chain, action));
  return (
    applying.some(({ effect }) => effect === 'allow') && !applying.some(({ effect }) => effect === 'deny')
  );
}

function statementApplies(
  statement: Statement,
  request: SmallRequest,
  chain: string,
  action: string,
): boolean {
  const { effect, resources = [], notResources = [], actions = [], notActions = [] } = statement;
  if ([...resources, ...notResources].includes('p/*:/c')) return effect === 'deny';
  const entryMatches = (entry: string) => specifierMatches(entry, request, chain);
  const onResource = resources.length > 0 ? resources.some(entryMatches) : !notResources.some(entryMatches);
  const onAction = (each: string) =>
    actions.length > 0
      ? actions.some((glob) => globMatches(glob, each))
      : !notActions.some((glob) => globMatches(glob, each));
  const shows = effect === 'allow' && chain === 'k/*' && action === 'a' ? ['a', 'b'].some(onAction) : false;
  return onResource && (onAction(action) || shows);
}

function specifierMatches(specifier: string, request: SmallRequest, chain: string): boolean {
  if (specifier === '*') return true;
  const segments = read(specifier);
  if (segments.map((each) => (each.name === undefined ? each.type : `${each.type}/*`)).join(':') !== chain) {
    return false;
  }
  return segments.every(({ type, name, modifiers }, index) => {
    if (name !== undefined && !globMatches(name, request.names[index] ?? '')) return false;
    return modifiers.every((modifier) => {
      if (modifier.startsWith('view=')) {
        return (
          index === viewSegmentOf(request.chain) && request.views?.includes(modifier.slice('view='.length))
        );
      }
      if (modifier.startsWith('{')) return request.properties?.[type]?.f === (modifier === '{f=true}');
      return (request.tags?.[type] ?? []).some((tag) => globMatches(modifier, tag));
    });
  });
}

function viewSegmentOf(chain: string): number {
  const segments = chain.split(':');
  const last = Math.max(segments.lastIndexOf('c/*'), segments.lastIndexOf('g/*'));
  return last < 0 ? segments.length - 1 : last;
}

interface Segment {
  readonly type: string;
  readonly name: string | undefined;
  readonly modifiers: readonly string[];
}

const segmentsOf = new Map<string, Segment[]>();

function read(specifier: string): Segment[] {
  const known = segmentsOf.get(specifier);
  if (known) return known;
  const texts = specifier.replaceAll('view:', 'view=').replaceAll('{f:', '{f=').split(':');
  const segments = texts.map((text) => {
    const [head = '', modifiers] = text.split(';');
    const [type = '', name] = head.split('/');
    return { type, name, modifiers: modifiers?.split(',') ?? [] };
  });
  segmentsOf.set(specifier, segments);
  return segments;
}

const answers = new Map<string, Map<string, boolean>>();

function globMatches(glob: string, text: string): boolean {
  const ofGlob = answers.get(glob) ?? new Map<string, boolean>();
  answers.set(glob, ofGlob);
  const known = ofGlob.get(text);
  if (known !== undefined) return known;
  const matches = new RegExp(`^${glob.replaceAll('*', '.*')}$`, 's').test(text);
  ofGlob.set(text, matches);
  return matches;
}
