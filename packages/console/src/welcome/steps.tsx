const STEPS = ['Create the owner', 'Name the organization', 'First token'];

export function Steps({ current }: { readonly current: number }) {
  return (
    <ol className="steps" aria-label="Set-up">
      {STEPS.map((name, index) => (
        <li key={name} aria-current={index === current ? 'step' : undefined} data-done={index < current}>
          {name}
        </li>
      ))}
    </ol>
  );
}
