/**
 * A pattern that matches resources: `proj/*:env/production;{critical:true}:flag/ops_*;payments,view:squad-a`.
 *
 *   specifier = "*" | segment *( ":" segment )
 *   segment   = type [ "/" name ] [ ";" modifier *( "," modifier ) ]
 *   modifier  = tag | "{" flag ":" ( "true" | "false" ) "}" | "view:" key
 *
 * A name and a tag may hold the wildcard `*`; a name, a tag and a view may hold the placeholder
 * `${roleAttribute/key}`. A specifier matches a resource with the same chain of types, never its children.
 */
export interface ResourceSpecifier {
  /** From the outermost resource inwards. Empty for `*`, which matches every resource. */
  readonly segments: readonly SpecifierSegment[];
}

export interface SpecifierSegment {
  readonly type: string;
  /** Undefined for a type without names, such as `acct`. */
  readonly name: string | undefined;
  /** All must match; for each one some tag of the resource does. Sorted, without repeats. */
  readonly tags: readonly string[];
  readonly flags: readonly SpecifierFlag[];
  /** Keys of views, in lower case; the resource must be in all of them. */
  readonly views: readonly string[];
}

export interface SpecifierFlag {
  readonly name: string;
  readonly value: boolean;
}

/** The canonical text: modifiers sorted, tags first, then flags, then views. */
export function printResourceSpecifier(specifier: ResourceSpecifier): string {
  return specifier.segments.length === 0 ? '*' : specifier.segments.map(printSegment).join(':');
}

function printSegment({ type, name, tags, flags, views }: SpecifierSegment): string {
  const modifiers = [
    ...tags,
    ...flags.map((flag) => `{${flag.name}:${flag.value}}`),
    ...views.map((view) => `view:${view}`),
  ];
  const head = name === undefined ? type : `${type}/${name}`;
  return modifiers.length === 0 ? head : `${head};${modifiers.join(',')}`;
}

/** The specifier's types with every name replaced by `*`, as in `proj/*:env/*`; resources have one too. */
export function chainOf(specifier: ResourceSpecifier): string {
  return specifier.segments.map(({ type, name }) => (name === undefined ? type : `${type}/*`)).join(':');
}
