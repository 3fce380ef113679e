import { Button, Modal } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { CalendarImportForm } from './calendar-import-form.tsx';
import { calendarWords } from './calendar-words.ts';
import type { Calendar, CalendarImport } from './service-level-types.ts';

/** Holidays that come in by iCal: what there is, and how more of them come. */
export function CalendarImportsDialog({ calendar, onClose }: { calendar: Calendar; onClose: () => void }) {
  const words = useWords(calendarWords);
  const path = `/service-calendars/${calendar.id}/imports`;
  const imports = useGet<Page<CalendarImport>>(path);
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} size="lg" title={words.importsOf(calendar.name)}>
      <div className="stack">
        <p className="muted">{words.importsLead}</p>
        <Loaded query={imports} lines={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted small">{words.none}</p>
            ) : (
              <ul className="side-list">
                {items.map((one) => (
                  <ImportLine key={one.id} path={path} one={one} />
                ))}
              </ul>
            )
          }
        </Loaded>
        <CalendarImportForm path={path} />
      </div>
    </Modal>
  );
}

function ImportLine({ path, one }: { path: string; one: CalendarImport }) {
  const words = useWords(calendarWords);
  const { moment } = useFormats();
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const remove = async () => {
    if (!(await ask({ title: words.removeTitle(one.name), text: words.removeText, action: words.remove, isDangerous: true }))) return;
    if (await act(() => api.delete(`${path}/${one.id}`))) await refresh('service-calendars');
  };
  const readNow = async () => {
    if (!(await act(() => api.put(`${path}/${one.id}/reading`)))) return;
    toast(words.reading);
    setTimeout(() => void refresh('service-calendars'), 3000);
  };
  const facts = [words.dates(one.days.length), words.effects[one.effect], words.readAt(moment(one.readAt))];
  if (one.nextReadAt) facts.push(words.nextAt(moment(one.nextReadAt)));
  return (
    <li>
      {question}
      <div className="row between nowrap">
        <strong className="clip">
          <bdi>{one.name}</bdi>
        </strong>
        <span className="row tight nowrap">
          {one.url && (
            <Button
              variant="subtle"
              size="compact-sm"
              loading={isBusy}
              aria-label={words.readNowOf(one.name)}
              onClick={() => void readNow()}
            >
              {words.readNow}
            </Button>
          )}
          <Button variant="subtle" color="red" size="compact-sm" aria-label={words.removeOf(one.name)} onClick={() => void remove()}>
            {words.remove}
          </Button>
        </span>
      </div>
      <p className="muted small clip">{one.url ?? words.fromFile}</p>
      <p className="muted small">{facts.join(' · ')}</p>
      {one.failure && <p className="bad small">{words.failed(one.failure)}</p>}
    </li>
  );
}
