import {
  printResourceSpecifier,
  type ResourceSpecifier,
  type SpecifierSegment,
} from './resource-specifier.ts';

/**
 * What a specifier at no known place was likely meant to be: the same segments, with the missing ones between them
 * and a name where the type has one. Undefined when no place has all of its segments.
 */
export function completeChain(
  { segments }: ResourceSpecifier,
  places: readonly string[],
): readonly string[] | undefined {
  const completed = places.flatMap((place) => {
    const remaining = [...segments];
    const whole = place.split(':').map((text) => completeSegment(text, remaining));
    return remaining.length === 0 ? [printResourceSpecifier({ segments: whole })] : [];
  });
  return completed.length === 0 ? undefined : completed;
}

/** The next of the remaining segments if it is of the type, else one that every resource of the type matches. */
function completeSegment(text: string, remaining: SpecifierSegment[]): SpecifierSegment {
  const slash = text.indexOf('/');
  const type = slash < 0 ? text : text.slice(0, slash);
  const given = remaining[0]?.type === type ? remaining.shift() : undefined;
  const { tags = [], flags = [], views = [] } = given ?? {};
  return { type, name: slash < 0 ? undefined : (given?.name ?? '*'), tags, flags, views };
}
