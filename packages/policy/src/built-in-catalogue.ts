import { type Catalogue, makeCatalogue } from './catalogue.ts';
import { keywardTypes } from './keyward-types.ts';
import { launchDarklyTypes } from './launchdarkly-types.ts';

const keywardCatalogue = makeCatalogue([], keywardTypes, 'keyward');

/** Keyward's own resource types and LaunchDarkly's. */
export const builtInCatalogue: Catalogue = makeCatalogue(
  [...keywardCatalogue.types.values()],
  launchDarklyTypes,
  'launchdarkly',
);
