import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';

export interface AreaTab {
  href: string;
  label: string;
  isCurrent: boolean;
}

/** The parts of an area; on a narrow screen the present one is scrolled into sight. */
export function AreaTabs({ label, tabs, children }: { label: string; tabs: AreaTab[]; children?: ReactNode }) {
  const bar = useRef<HTMLElement>(null);
  const current = tabs.find(({ isCurrent }) => isCurrent)?.href;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another current tab is what asks for scrolling
  useEffect(() => {
    const tab = bar.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (tab && bar.current) bar.current.scrollLeft = tab.offsetLeft - bar.current.offsetLeft - 40;
  }, [current]);
  return (
    <nav className="tabs" aria-label={label} ref={bar}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={tab.isCurrent ? 'page' : undefined}>
          {tab.label}
        </Link>
      ))}
      {children}
    </nav>
  );
}
