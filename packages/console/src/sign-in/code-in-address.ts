import { useEffect, useState } from 'react';

/** The one-time code behind `#`, taken out of the address so that it stays in no history. */
export function useCodeInAddress(): string {
  const [code] = useState(() => decodeURIComponent(location.hash.slice(1)));
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search);
  }, []);
  return code;
}
