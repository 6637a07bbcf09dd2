import { useEffect, useState } from 'react';

const PATIENCE_MS = 200;

/** Whether somebody has waited long enough to be told: most loads are faster, and a word that flickers disturbs. */
export function useIsSlow(): boolean {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSlow;
}
