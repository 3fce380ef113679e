import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, PageHead } from '../ui/states.tsx';
import { DesignFields } from './design-fields.tsx';
import { firstForm, type KnownPaper, type LabelForm, nothingWanted, printOf, type Template } from './label-form.ts';
import { labelWords } from './label-words.ts';
import { PaperFields } from './paper-fields.tsx';
import { PreviewCard, usePreview } from './preview-card.tsx';
import { PrintingFields } from './printing-fields.tsx';
import { TemplateActions } from './template-actions.tsx';
import { WantedThings } from './wanted-things.tsx';
import '../ui/desk.ts';
import './labels.css';

/** Labels of many things on one paper, seen before they are printed. */
export function LabelPage() {
  const words = useWords(labelWords);
  const [wanted, want] = useSearchState(nothingWanted as unknown as Record<keyof typeof nothingWanted, string>);
  const [form, setForm] = useState<LabelForm>(firstForm);
  const [page, setPage] = useState(0);
  const papers = useGet<Page<KnownPaper>>('/label-papers').data?.items ?? [];
  const templates = useTemplates(setForm);
  const print = useMemo(() => printOf(wanted, form), [wanted, form]);
  const [settled] = useDebouncedValue(print, 250);
  const { preview, errors } = usePreview(settled, page);
  const set = (changes: Partial<LabelForm>) => {
    setForm((now) => ({ ...now, ...changes }));
    setPage(0);
  };
  return (
    <div className="page wide">
      <PageHead title={words.title} lead={words.lead} back={{ href: links.assets(), label: words.devices }} />
      <div className="label-columns">
        <div className="stack">
          <Card title={words.what}>
            <WantedThings
              wanted={wanted}
              want={(changes) => {
                want(changes);
                setPage(0);
              }}
            />
          </Card>
          <Card title={words.paper}>
            <div className="stack">
              <PaperFields form={form} set={set} templates={templates} papers={papers} errors={errors} />
              <TemplateActions form={form} template={templates.find(({ id }) => id === form.choice)} choose={(choice) => set({ choice })} />
            </div>
          </Card>
          <Card title={words.content}>
            <DesignFields design={form.design} set={(design) => set({ design })} isPlaces={wanted.places !== ''} />
          </Card>
          <Card title={words.printing}>
            <PrintingFields form={form} set={set} />
          </Card>
        </div>
        <div className="label-preview">
          <PreviewCard print={settled} page={page} setPage={setPage} preview={preview} errors={errors} />
        </div>
      </div>
    </div>
  );
}

/** The saved templates; the one that is offered first is chosen until somebody chooses. */
function useTemplates(setForm: (change: (now: LabelForm) => LabelForm) => void): Template[] {
  const templates = useGet<Page<Template>>('/label-templates', { limit: 200 });
  const first = templates.data?.items.find(({ isDefault }) => isDefault);
  useEffect(() => {
    if (!first) return;
    setForm((now) => (now === firstForm ? { ...now, choice: first.id, paper: first.paper, design: first.design } : now));
  }, [first, setForm]);
  return templates.data?.items ?? [];
}
