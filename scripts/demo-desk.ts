import { articles, cannedAnswers, checklists, forms, macros, maintenance, outage } from '../db/seeds/demo-desk.ts';
import { newAnnouncement } from '../server/announcements/announcement-schemas.ts';
import { addAnnouncement } from '../server/announcements/save-announcement.ts';
import { acknowledgeIncident } from '../server/incidents/acknowledge-incident.ts';
import { assignIncident } from '../server/incidents/assign-incident.ts';
import { fileIncident } from '../server/incidents/file-incident.ts';
import { serviceForm } from '../server/incidents/form-schemas.ts';
import { resolveIncident } from '../server/incidents/resolve-incident.ts';
import { addTemplate } from '../server/incidents/save-checklist-template.ts';
import { newArticle } from '../server/knowledge/article-schemas.ts';
import { voteOnArticle, writeArticle } from '../server/knowledge/save-article.ts';
import { newCannedAnswer, newMacro } from '../server/macros/macro-schemas.ts';
import { addCannedAnswer } from '../server/macros/save-canned-answer.ts';
import { addMacro } from '../server/macros/save-macro.ts';
import { declareMajor } from '../server/major-incidents/declare-major.ts';
import { newMajor } from '../server/major-incidents/major-schemas.ts';
import { endMajor, publishUpdate } from '../server/major-incidents/publish-update.ts';
import { updateService } from '../server/people/service-store.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import { createView } from '../server/views/save-view.ts';
import { newView } from '../server/views/view-schemas.ts';
import type { Company } from './demo-company.ts';
import type { Act } from './demo-time.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Gives the desk what it works with: answers, macros, lists, forms, views and what everybody may read. */
export async function equipDesk(tx: Context, company: Company): Promise<void> {
  const lead = company.byName.get('Claire Fontaine') as Actor;
  for (const answer of cannedAnswers) await addCannedAnswer(tx, lead, newCannedAnswer.parse(answer));
  for (const { group, ...macro } of macros) await addMacro(tx, lead, newMacro.parse({ ...macro, supportGroupId: groupOf(company, group) }));
  for (const { service, ...list } of checklists) await addTemplate(tx, lead, { ...list, serviceId: serviceOf(company, service) });
  for (const [service, form] of Object.entries(forms)) {
    // The promises of the service were its second version.
    await updateService(tx.db.sql, serviceOf(company, service), 2, { form: serviceForm.parse(form) });
  }
  await keepViews(tx, company, lead);
  await writeArticles(tx, company, lead);
}

const groupOf = (company: Company, key: string): string => company.groups.get(key)?.id as string;
const serviceOf = (company: Company, key: string): string => company.services.get(key)?.id as string;

async function keepViews(tx: Context, company: Company, lead: Actor): Promise<void> {
  const open = 'new,in_progress,pending';
  const shared = [
    { name: 'P1 + P2', filters: { status: open, priority: 'P1,P2' } },
    { name: 'ERP', filters: { status: open, serviceId: serviceOf(company, 'erp') } },
  ];
  for (const view of shared) await createView(tx, lead, newView.parse({ ...view, visibility: 'all' }));
}

async function writeArticles(tx: Context, company: Company, lead: Actor): Promise<void> {
  const readers = company.people.filter(({ role }) => role === 'employee');
  for (const [index, { service, ...article }] of articles.entries()) {
    const written = await writeArticle(
      tx,
      lead,
      newArticle.parse({ ...article, serviceId: serviceOf(company, service), isPublished: true }),
    );
    for (const reader of readers.slice(index, index * 2 + 3)) await voteOnArticle(tx, reader, written.id, reader !== readers[index + 1]);
  }
}

/** Twelve days ago the web shop took no money for an hour and a half; next Sunday the file shares are worked on. */
export function outageActs(company: Company, now: Date): Act[] {
  const began = new Date(now.getTime() - 12 * dayMs);
  began.setUTCHours(9, 20, 0, 0);
  const at = (minutes: number): Date => new Date(began.getTime() + minutes * minuteMs);
  const commander = company.byName.get('Claire Fontaine') as Actor;
  const reporter = company.byName.get('Inès Lambert') as Actor;
  const ids = { incident: '', major: '' };
  const declare = async (ctx: Context): Promise<void> => {
    await acknowledgeIncident(ctx, commander, ids.incident, null);
    await assignIncident(ctx, commander, ids.incident, { technicianId: commander.id as string }, null);
    const { title, body } = outage;
    ids.major = (await declareMajor(ctx, commander, newMajor.parse({ incidentId: ids.incident, title, body }))).id;
  };
  const end = async (ctx: Context): Promise<void> => {
    await endMajor(ctx, commander, ids.major, { summary: outage.summary }, null);
    await resolveIncident(ctx, commander, ids.incident, { code: 'fixed', note: outage.summary.en }, null);
  };
  const file = async (ctx: Context): Promise<void> => {
    ids.incident = await report(ctx, company, reporter);
  };
  const identify = async (ctx: Context): Promise<void> =>
    void (await publishUpdate(ctx, commander, ids.major, { stage: 'identified', body: outage.identified }));
  return [
    { at: began, run: file },
    { at: at(6), run: declare },
    { at: at(32), run: identify },
    { at: at(94), run: end },
    { at: new Date(now.getTime() - dayMs / 2), run: (ctx) => announceMaintenance(ctx, company, now) },
  ];
}

async function report(ctx: Context, company: Company, reporter: Actor): Promise<string> {
  const serviceId = serviceOf(company, 'web');
  const description = 'Trois clients appellent : « paiement refusé » pour toutes les cartes, depuis ce matin.';
  return (
    await fileIncident(ctx, reporter, { title: 'Paiement par carte refusé', description, impact: 'high', urgency: 'high', serviceId })
  ).id;
}

async function announceMaintenance(ctx: Context, company: Company, end: Date): Promise<void> {
  const sunday = new Date(end.getTime() + dayMs);
  while (sunday.getUTCDay() !== 0) sunday.setUTCDate(sunday.getUTCDate() + 1);
  const hour = (hours: number): string => new Date(sunday.setUTCHours(hours, 0, 0, 0)).toISOString();
  const [startsAt, endsAt] = [hour(7), hour(9)];
  const words = { ...maintenance, kind: 'maintenance', startsAt, endsAt, until: endsAt, serviceIds: [serviceOf(company, 'files')] };
  await addAnnouncement(ctx, company.byName.get('Niall Brennan') as Actor, newAnnouncement.parse(words));
}
