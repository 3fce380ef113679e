import { assetsSubject } from './assets-subject.ts';
import type { SubjectName } from './import-schemas.ts';
import type { Subject } from './import-subject.ts';
import { locationsSubject } from './locations-subject.ts';
import { peopleSubject } from './people-subject.ts';

/** Every kind of list that can be imported. */
export const subjects: Record<SubjectName, Subject> = {
  assets: assetsSubject as Subject,
  people: peopleSubject as Subject,
  locations: locationsSubject as Subject,
};
