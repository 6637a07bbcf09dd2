import type { Catalogue } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { GatewayRoute } from './gateway-route.ts';
import { type PatternSegment, parsePathPattern } from './path-pattern.ts';
import { isKnownTemplate, placeholdersOf } from './resource-template.ts';

/**
 * What a line of the table must be, whatever the account.
 *
 * @throws Failure `invalid_request` that names the field
 */
export function requireReadableRoute({ path, resource }: GatewayRoute): readonly PatternSegment[] {
  const pattern = parsePathPattern(path);
  if (pattern === undefined) {
    throw invalid('path', 'this is no pattern of a path', {
      hint: 'write it decoded and without a slash at its end, such as `/orders/{order}/items/**`',
    });
  }
  const unknown = placeholdersOf(resource).find(
    (name) => !pattern.some((segment) => segment.kind === 'placeholder' && segment.name === name),
  );
  if (unknown !== undefined) throw invalid('resource', `\`{${unknown}}\` does not stand in the path`);
  return pattern;
}

/** @throws Failure `invalid_request` when the resource or action is none that gateways may ask about in the account */
export function requireKnownAccess(route: GatewayRoute, catalogue: Catalogue): void {
  const problem = accessProblem(route, catalogue);
  if (problem !== undefined) throw problem;
}

/** Undefined where the account knows what the route asks for. */
export function accessProblem({ resource, action }: GatewayRoute, catalogue: Catalogue): Failure | undefined {
  if (!isKnownTemplate(resource, catalogue)) {
    return invalid('resource', 'this names no resource of a type that the account or LaunchDarkly declared', {
      hint: 'write it as `type/{name}`, and declare the type first by `PUT /api/v2/resource-types/{type}`',
    });
  }
  const type = catalogue.types.get(innermostType(resource));
  if (type?.origin !== 'account' || Object.hasOwn(type.actions, action)) return undefined;
  return invalid('action', `the type \`${type.name}\` has no action \`${action}\``);
}

function innermostType(resource: string): string {
  return resource.split(':').at(-1)?.split('/', 1)[0] ?? '';
}

function invalid(field: string, sentence: string, details: { readonly hint?: string } = {}): Failure {
  return new Failure('invalid_request', `\`${field}\`: ${sentence}`, details);
}
