import { Button, Textarea } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Major } from './major-types.ts';
import { majorWords } from './major-words.ts';
import { TaskList } from './tasks.tsx';

/** Root cause, lessons and what is done about them. */
export function Review({ major }: { major: Major }) {
  const words = useWords(majorWords);
  const common = useWords(commonWords);
  const form = useFields({ rootCause: major.rootCause, lessons: major.lessons });
  const isChanged = form.values.rootCause !== major.rootCause || form.values.lessons !== major.lessons;
  const save = () =>
    form.submit(async (values) => {
      await api.patch(`/major-incidents/${major.id}`, values, { ifMatch: major.version });
      toast(common.saved);
      await refresh('major-incidents');
    });
  const area = { autosize: true, minRows: 2, maxRows: 14, maxLength: 20_000, readOnly: !major.canLead };
  return (
    <Card title={words.review}>
      <div className="fields">
        <p className="small muted no-print">{words.reviewLead}</p>
        <Textarea label={words.rootCause} {...area} {...form.text('rootCause')} />
        <Textarea label={words.lessons} {...area} {...form.text('lessons')} />
        {isChanged && major.canLead && (
          <div className="row">
            <Button size="compact-sm" loading={form.isBusy} onClick={() => void save()}>
              {common.save}
            </Button>
          </div>
        )}
        <h3>{words.actions}</h3>
        <TaskList major={major} phase="review" />
      </div>
    </Card>
  );
}
