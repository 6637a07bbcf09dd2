import type { ReactNode } from 'react';

function icon(children: ReactNode) {
  return function Icon() {
    return (
      <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {children}
      </svg>
    );
  };
}

export const MoreIcon = icon(
  <g fill="currentColor" stroke="none">
    <circle cx="3.5" cy="8" r="1.1" />
    <circle cx="8" cy="8" r="1.1" />
    <circle cx="12.5" cy="8" r="1.1" />
  </g>,
);
export const CloseIcon = icon(<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />);
export const MenuIcon = icon(<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />);
export const CheckIcon = icon(<path d="M3 8.5l3.2 3.2L13 4.8" />);
export const ChevronIcon = icon(<path d="M4 6l4 4 4-4" />);
export const WarnIcon = icon(<path d="M8 2.2l6.2 11.3H1.8zM8 6.5v3.2M8 11.6v.2" />);
export const GearIcon = icon(
  <>
    <circle cx="8" cy="8" r="2.1" />
    <path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4" />
  </>,
);
export const UpIcon = icon(<path d="M8 12.5v-9M4.5 7L8 3.5 11.5 7" />);
export const DownIcon = icon(<path d="M8 3.5v9M4.5 9L8 12.5 11.5 9" />);

/** The bow of a key, with its tooth. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect className="mark-ground" width="24" height="24" rx="6" />
      <g className="mark-key" fill="none" strokeWidth="2.2" strokeLinecap="round">
        <circle cx="9.6" cy="12" r="3.9" />
        <path d="M13.6 12h5.2M17 12v2.4" />
      </g>
    </svg>
  );
}
