import { useLocation, useSearch } from 'wouter';

export const agentSections = ['sources', 'agents', 'contacts', 'networks', 'upload'] as const;
export type AgentSection = (typeof agentSections)[number];

/** Which part is open, and of which source; both stand in the address. */
export function useSection(): { section: AgentSection; sourceId: string; go: (section: AgentSection, sourceId?: string) => void } {
  const asked = new URLSearchParams(useSearch());
  const [path, navigate] = useLocation();
  const section = agentSections.find((one) => one === asked.get('part')) ?? 'sources';
  return {
    section,
    sourceId: asked.get('source') ?? '',
    go: (next, sourceId = '') => {
      const query = new URLSearchParams({ ...(next !== 'sources' && { part: next }), ...(sourceId && { source: sourceId }) }).toString();
      navigate(query ? `${path}?${query}` : path, { replace: true });
    },
  };
}
