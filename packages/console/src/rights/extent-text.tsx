import { Chip } from '../controls/chip.tsx';
import { CheckIcon } from '../controls/icons.tsx';

export type Extent = 'all' | 'part' | 'none' | 'unknown';

/** On how many of the resources: `All`, `Some`, `None`. */
export function ExtentText({ extent }: { readonly extent: Extent }) {
  if (extent === 'all') {
    return (
      <span className="extent">
        <CheckIcon /> All
      </span>
    );
  }
  if (extent === 'part') return <Chip tone="info">Some</Chip>;
  return <span className="faint">{extent === 'none' ? 'None' : 'Too hard to tell'}</span>;
}
