import type { Assignment, Why } from './choose-assignee.ts';

const joined = (names: readonly string[], language: 'en' | 'fr'): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(names);

/** Why somebody was given an incident, in the words of both languages. */
export const whyWords = (assignment: Assignment): { en: string; fr: string } => ({ en: english(assignment), fr: french(assignment) });

function english({ person, supportGroup, why }: Assignment): string {
  const asides = [
    why.passedOver && `${why.passedOver.name} had it and did not react.`,
    why.absent.length > 0 && `Away: ${joined(namesOf(why), 'en')}.`,
  ];
  const reason = person || supportGroup ? reasonInEnglish(why) : 'Nobody was available.';
  return [reason, ...asides].filter(Boolean).join(' ');
}

function reasonInEnglish({ strategy, among, open, lastTurnAt, skills }: Why): string {
  const of = among === 1 ? 'the only one available' : `of ${among} people available`;
  if (strategy === 'onCall') return 'On call at that time.';
  if (strategy === 'roundRobin') return lastTurnAt ? `Next in turn, ${of}.` : `Has not had a turn yet, ${of}.`;
  if (strategy === 'leastLoaded')
    return among === 1 ? `The only one available (open incidents: ${open}).` : `Fewest open incidents (${open}) ${of}.`;
  if (strategy === 'bySkill') return `Knows ${joined(skills ?? [], 'en')}; best match ${of} (open incidents: ${open}).`;
  return 'Named by the escalation policy.';
}

function french({ person, supportGroup, why }: Assignment): string {
  const asides = [
    why.passedOver && `${why.passedOver.name} l’avait et n’a pas réagi.`,
    why.absent.length > 0 && `En absence : ${joined(namesOf(why), 'fr')}.`,
  ];
  const reason = person || supportGroup ? reasonInFrench(why) : 'Personne n’était disponible.';
  return [reason, ...asides].filter(Boolean).join(' ');
}

function reasonInFrench({ strategy, among, open, lastTurnAt, skills }: Why): string {
  const of = among === 1 ? 'seule personne disponible' : `sur ${among} personnes disponibles`;
  if (strategy === 'onCall') return 'D’astreinte à ce moment.';
  if (strategy === 'roundRobin') return lastTurnAt ? `Son tour vient, ${of}.` : `N’a pas encore eu son tour, ${of}.`;
  if (strategy === 'leastLoaded')
    return among === 1 ? `Seule personne disponible (incidents ouverts : ${open}).` : `Le moins d’incidents ouverts (${open}) ${of}.`;
  if (strategy === 'bySkill') return `Connaît ${joined(skills ?? [], 'fr')} ; meilleur choix, ${of} (incidents ouverts : ${open}).`;
  return 'Désigné par la politique d’escalade.';
}

const namesOf = ({ absent }: Why): string[] => absent.map(({ name }) => name);
