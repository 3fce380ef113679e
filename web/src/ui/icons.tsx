import type { ReactNode } from 'react';

/** The mark: two curtains of the wings and the light between them. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 3 28 28H4Z" fill="#f2b34c" />
      <path d="M3 4h11.500C13.600 14 10 22.500 3 28Z" fill="#a93467" />
      <path d="M29 4H17.500C18.400 14 22 22.500 29 28Z" fill="#8c2a55" />
      <path d="M3 4h5.600C8.400 12.500 6.700 18.500 3 22.500Z" fill="#d96a99" />
      <path d="M29 4h-5.600C23.600 12.500 25.300 18.500 29 22.500Z" fill="#b23b6e" />
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
