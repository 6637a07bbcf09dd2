import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { healthQuery } from '../app/queries.ts';
import attention from '../mark-attention.svg';

/**
 * The icon of the tab has a dot while tokens are called after their end or end within days. It goes by what the pages
 * have counted last, and asks for nothing itself.
 */
export function useAttentionIcon(): void {
  const { data } = useQuery({ ...healthQuery, enabled: false });
  const needsSomebody = data !== undefined && data.calledAfterEnd + data.expiring > 0;
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (!needsSomebody || icon === null) return;
    const plain = icon.href;
    icon.href = attention;
    return () => {
      icon.href = plain;
    };
  }, [needsSomebody]);
}
