import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { calendarWords } from './calendar-words.ts';
import type { ImportPreview } from './service-level-types.ts';
import { useHours } from './use-hours.ts';

/** The dates that an import would change, from today on, with their hours then. */
export function CalendarImportPreview({ preview }: { preview: ImportPreview }) {
  const words = useWords(calendarWords);
  const format = useFormats();
  const hours = useHours();
  const today = new Date().toLocaleDateString('sv');
  const coming = preview.days.filter(({ date }) => date >= today);
  const past = preview.days.length - coming.length;
  if (preview.days.length === 0) return <p role="status">{words.noDates}</p>;
  return (
    <div className="adoption-list">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.date}</th>
            <th scope="col">{words.event}</th>
            <th scope="col">{words.hours}</th>
          </tr>
        </thead>
        <tbody>
          {coming.map((day) => (
            <tr key={`${day.date} ${day.name} ${day.window?.join()}`}>
              <td className="number">{format.date(`${day.date}T12:00`)}</td>
              <td>
                <bdi>{day.name}</bdi>
              </td>
              <td className="number">
                {hours(day.hours)} {day.isTyped && <span className="muted small">({words.typed})</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {past > 0 && <p className="muted small">{words.past(past)}</p>}
    </div>
  );
}
