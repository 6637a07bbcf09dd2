const WIDTH = 392;
const START = 80;
const WEEK_HOURS = 168;

/** Old and new secret as lines over time: how long both work. Longer than a week runs to the edge. */
export function OverlapPicture({ hours }: { readonly hours: number }) {
  const end = START + Math.min(1, Math.sqrt(hours / WEEK_HOURS)) * (WIDTH - START - 20);
  return (
    <svg className="overlap" viewBox={`0 0 ${WIDTH} 46`} aria-hidden="true">
      <text x="0" y="16">
        old
      </text>
      <text x="0" y="38">
        new
      </text>
      <path className="overlap-old" d={`M36 12H${end}`} />
      <path className="overlap-end" d={`M${end} 7V17`} />
      <path className="overlap-new" d={`M${START} 34H${WIDTH}`} />
      <path className="overlap-start" d={`M${START} 29V39`} />
    </svg>
  );
}
