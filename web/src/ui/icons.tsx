import type { ReactNode } from 'react';

/** The mark: two curtains of the wings and the light between them. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 28 10 10.500A6.300 6.300 0 0 1 22 10.500Z" fill="#f2b34c" />
      <path d="M3 4h10.200C12.400 12.600 9.500 21.500 3 28Z" fill="#b23b6e" />
      <path d="M29 4H18.800C19.600 12.600 22.500 21.500 29 28Z" fill="#8c2a55" />
      <path d="M3 4h5.100C8 12.500 6.700 19 3 23.500Z" fill="#d96a99" />
      <path d="M29 4h-5.100C24 12.500 25.300 19 29 23.500Z" fill="#b23b6e" />
    </svg>
  );
}

/** The empty stage: what a list shows while it has nothing to show. */
export function EmptyStage() {
  return (
    <svg className="scene" viewBox="0 0 160 96" aria-hidden="true">
      <path d="M80 4 36 84h88Z" fill="var(--glow)" opacity=".22" />
      <ellipse cx="80" cy="84" rx="46" ry="7" fill="var(--glow)" opacity=".35" />
      <path d="M8 6h44c-2 30-14 56-44 78Z" fill="var(--velvet)" opacity=".85" />
      <path d="M152 6h-44c2 30 14 56 44 78Z" fill="var(--velvet)" opacity=".7" />
      <path d="M8 6h20c0 26-6 46-20 60Z" fill="#fff" opacity=".16" />
      <path d="M152 6h-20c0 26 6 46 20 60Z" fill="#fff" opacity=".12" />
      <path d="M4 6h152" stroke="var(--ink-3)" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}

/** A status dot beside words, so that colour never speaks alone. */
export function Chip({ tone, dot, children, title }: { tone?: string; dot?: boolean; children: ReactNode; title?: string }) {
  return (
    <span className={`chip ${tone ? `tone-${tone}` : ''}`} title={title}>
      {dot && <span className="dot" />}
      {children}
    </span>
  );
}
