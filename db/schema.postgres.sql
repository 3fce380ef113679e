-- The schema that the migrations make on PostgreSQL. Written by: npm run check -- --write

create table absences (
  id text not null,
  person_id text not null,
  start_at timestamp(3) with time zone not null,
  end_at timestamp(3) with time zone not null,
  reason text,
  created_by_id text,
  created_at timestamp(3) with time zone not null,
  constraint absences_created_by_id_foreign FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint absences_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint absences_pkey PRIMARY KEY (id)
);
CREATE INDEX absences_end_at_id_index ON public.absences USING btree (end_at, id);
CREATE INDEX absences_person_id_end_at_index ON public.absences USING btree (person_id, end_at);

create table agreement_adoptions (
  id text not null,
  agreement_id text not null,
  agreement_version integer not null,
  state text not null,
  requested_by_id text,
  requested_by_name text not null,
  reached_id text,
  checked integer not null,
  changed integer not null,
  breached integer not null,
  failed integer not null,
  created_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  constraint agreement_adoptions_agreement_id_foreign FOREIGN KEY (agreement_id) REFERENCES service_level_agreements(id),
  constraint agreement_adoptions_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['running'::text, 'done'::text])))
);
CREATE INDEX agreement_adoptions_agreement_id_id_index ON public.agreement_adoptions USING btree (agreement_id, id);

create table alert_digests (
  person_id text not null,
  rhythm text,
  hour integer,
  kinds_json text,
  last_day text,
  version integer not null,
  updated_at timestamp(3) with time zone not null,
  constraint alert_digests_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint alert_digests_pkey PRIMARY KEY (person_id),
  constraint rhythm_known CHECK ((rhythm = ANY (ARRAY['daily'::text, 'weekly'::text, 'never'::text])))
);

create table alert_rules (
  kind text not null,
  is_enabled boolean not null,
  days_before integer not null,
  days_after integer not null,
  version integer not null,
  updated_at timestamp(3) with time zone not null,
  constraint alert_rules_pkey PRIMARY KEY (kind)
);

create table alert_told (
  alert_id text not null,
  person_id text not null,
  told_at timestamp(3) with time zone not null,
  constraint alert_told_alert_id_foreign FOREIGN KEY (alert_id) REFERENCES alerts(id) ON DELETE CASCADE,
  constraint alert_told_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint alert_told_pkey PRIMARY KEY (alert_id, person_id)
);

create table alerts (
  id text not null,
  kind text not null,
  subject_type text not null,
  subject_id text not null,
  fact text not null,
  due_on text,
  data_json text not null,
  opened_at timestamp(3) with time zone not null,
  resolved_at timestamp(3) with time zone,
  dismissed_by_id text,
  dismissed_by_name text,
  dismissed_at timestamp(3) with time zone,
  note text,
  constraint alerts_dismissed_by_id_foreign FOREIGN KEY (dismissed_by_id) REFERENCES people(id),
  constraint alerts_pkey PRIMARY KEY (id)
);
CREATE INDEX alerts_open_due ON public.alerts USING btree (due_on, id) WHERE (resolved_at IS NULL);
CREATE INDEX alerts_subject_id_index ON public.alerts USING btree (subject_id);
CREATE UNIQUE INDEX alerts_open ON public.alerts USING btree (kind, subject_id) WHERE (resolved_at IS NULL);

create table announcement_audiences (
  announcement_id text not null,
  kind text not null,
  value text not null,
  constraint announcement_audiences_announcement_id_foreign FOREIGN KEY (announcement_id) REFERENCES announcements(id),
  constraint announcement_audiences_pkey PRIMARY KEY (announcement_id, kind, value),
  constraint kind_known CHECK ((kind = ANY (ARRAY['department'::text, 'location'::text, 'service'::text])))
);

create table announcement_readers (
  announcement_id text not null,
  person_id text not null,
  read_at timestamp(3) with time zone,
  dismissed_at timestamp(3) with time zone,
  constraint announcement_readers_announcement_id_foreign FOREIGN KEY (announcement_id) REFERENCES announcements(id),
  constraint announcement_readers_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint announcement_readers_pkey PRIMARY KEY (announcement_id, person_id)
);
CREATE INDEX announcement_readers_person_id_index ON public.announcement_readers USING btree (person_id);

create table announcements (
  id text not null,
  kind text not null,
  title_en text not null,
  title_fr text not null,
  body_en text not null,
  body_fr text not null,
  from_at timestamp(3) with time zone not null,
  until_at timestamp(3) with time zone not null,
  is_for_followers boolean not null,
  is_withdrawn boolean not null,
  source_type text,
  source_id text,
  created_by_id text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  starts_at timestamp(3) with time zone,
  ends_at timestamp(3) with time zone,
  constraint announcements_created_by_id_foreign FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint announcements_pkey PRIMARY KEY (id),
  constraint kind_known CHECK ((kind = ANY (ARRAY['info'::text, 'maintenance'::text, 'outage'::text])))
);
CREATE INDEX announcements_from_at_id_index ON public.announcements USING btree (from_at, id);
CREATE INDEX announcements_is_withdrawn_until_at_index ON public.announcements USING btree (is_withdrawn, until_at);
CREATE UNIQUE INDEX announcements_source ON public.announcements USING btree (source_type, source_id) WHERE (source_id IS NOT NULL);

create table api_tokens (
  id text not null,
  token_hash text not null,
  person_id text not null,
  label text not null,
  scopes_json text not null,
  created_at timestamp(3) with time zone not null,
  last_used_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  constraint api_tokens_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint api_tokens_pkey PRIMARY KEY (id),
  constraint api_tokens_token_hash_unique UNIQUE (token_hash)
);
CREATE INDEX api_tokens_person_id_index ON public.api_tokens USING btree (person_id);

create table article_deflections (
  id text not null,
  article_id text not null,
  person_id text not null,
  asked text not null,
  happened_at timestamp(3) with time zone not null,
  constraint article_deflections_article_id_foreign FOREIGN KEY (article_id) REFERENCES articles(id) ON DELETE CASCADE,
  constraint article_deflections_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint article_deflections_pkey PRIMARY KEY (id)
);
CREATE INDEX article_deflections_article_id_happened_at_index ON public.article_deflections USING btree (article_id, happened_at);

create table article_versions (
  article_id text not null,
  version integer not null,
  title text not null,
  body text not null,
  author_id text,
  saved_at timestamp(3) with time zone not null,
  constraint article_versions_article_id_foreign FOREIGN KEY (article_id) REFERENCES articles(id) ON DELETE CASCADE,
  constraint article_versions_author_id_foreign FOREIGN KEY (author_id) REFERENCES people(id),
  constraint article_versions_pkey PRIMARY KEY (article_id, version)
);

create table article_votes (
  article_id text not null,
  person_id text not null,
  is_helpful boolean not null,
  constraint article_votes_article_id_foreign FOREIGN KEY (article_id) REFERENCES articles(id) ON DELETE CASCADE,
  constraint article_votes_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint article_votes_pkey PRIMARY KEY (article_id, person_id)
);

create table articles (
  id text not null,
  title text not null,
  body text not null,
  language text not null,
  service_id text,
  audience text not null,
  is_published boolean not null,
  helpful integer not null,
  unhelpful integer not null,
  deflections integer not null,
  version integer not null,
  author_id text,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint articles_author_id_foreign FOREIGN KEY (author_id) REFERENCES people(id),
  constraint articles_pkey PRIMARY KEY (id),
  constraint articles_service_id_foreign FOREIGN KEY (service_id) REFERENCES services(id),
  constraint audience_known CHECK ((audience = ANY (ARRAY['everybody'::text, 'technicians'::text]))),
  constraint language_known CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text])))
);
CREATE INDEX articles_is_published_updated_at_id_index ON public.articles USING btree (is_published, updated_at, id);

create table asset_bulk_changes (
  id text not null,
  actor_id text not null,
  action_json text not null,
  state text not null,
  total integer not null,
  done integer not null,
  failed integer not null,
  undone integer not null,
  kept integer not null,
  created_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  undone_at timestamp(3) with time zone,
  constraint asset_bulk_changes_actor_id_foreign FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint asset_bulk_changes_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX asset_bulk_changes_actor_id_id_index ON public.asset_bulk_changes USING btree (actor_id, id);

create table asset_bulk_items (
  bulk_change_id text not null,
  seq integer not null,
  asset_id text not null,
  state text not null,
  reason text,
  before_json text,
  version_after integer,
  happened_at timestamp(3) with time zone,
  constraint asset_bulk_items_bulk_change_id_foreign FOREIGN KEY (bulk_change_id) REFERENCES asset_bulk_changes(id),
  constraint asset_bulk_items_pkey PRIMARY KEY (bulk_change_id, seq),
  constraint state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'unchanged'::text, 'failed'::text, 'undone'::text, 'kept'::text])))
);
CREATE INDEX asset_bulk_items_bulk_change_id_state_seq_index ON public.asset_bulk_items USING btree (bulk_change_id, state, seq);

create table asset_cell_changes (
  id bigint not null default nextval('asset_cell_changes_id_seq'::regclass),
  kind text not null,
  status text not null,
  criticality text not null,
  location_id text not null,
  manufacturer text not null,
  count integer not null,
  constraint asset_cell_changes_pkey PRIMARY KEY (id)
);

create table asset_cells (
  kind text not null,
  status text not null,
  criticality text not null,
  location_id text not null,
  manufacturer text not null,
  count integer not null,
  constraint asset_cells_pkey PRIMARY KEY (kind, status, criticality, location_id, manufacturer)
);

create table asset_events (
  id text not null,
  asset_id text not null,
  kind text not null,
  source text not null,
  actor_id text,
  actor_name text not null,
  happened_at timestamp(3) with time zone not null,
  note text,
  changes_json text not null,
  import_id text,
  constraint asset_events_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint asset_events_import_id_foreign FOREIGN KEY (import_id) REFERENCES asset_imports(id),
  constraint asset_events_pkey PRIMARY KEY (id),
  constraint kind_known CHECK ((kind = ANY (ARRAY['registered'::text, 'changed'::text, 'checked_out'::text, 'checked_in'::text, 'retired'::text, 'reinstated'::text, 'undone'::text, 'related'::text]))),
  constraint source_known CHECK ((source = ANY (ARRAY['person'::text, 'import'::text, 'agent'::text, 'system'::text])))
);
CREATE INDEX asset_events_asset_id_happened_at_id_index ON public.asset_events USING btree (asset_id, happened_at, id);

create table asset_field_values (
  asset_id text not null,
  field_id text not null,
  value_key text not null,
  constraint asset_field_values_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint asset_field_values_field_id_foreign FOREIGN KEY (field_id) REFERENCES asset_fields(id) ON DELETE CASCADE,
  constraint asset_field_values_pkey PRIMARY KEY (asset_id, field_id, value_key)
);
CREATE INDEX asset_field_values_field_id_value_key_asset_id_index ON public.asset_field_values USING btree (field_id, value_key, asset_id);

create table asset_fields (
  id text not null,
  key text not null,
  name_json text not null,
  hint_json text,
  type text not null,
  choices_json text not null,
  rules_json text not null,
  is_unique boolean not null,
  is_searchable boolean not null,
  is_public boolean not null,
  is_active boolean not null,
  position integer not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint asset_fields_key_unique UNIQUE (key),
  constraint asset_fields_pkey PRIMARY KEY (id),
  constraint type_known CHECK ((type = ANY (ARRAY['text'::text, 'long_text'::text, 'number'::text, 'date'::text, 'boolean'::text, 'choice'::text, 'choices'::text, 'url'::text, 'email'::text, 'person'::text, 'location'::text])))
);
CREATE INDEX asset_fields_position_id_index ON public.asset_fields USING btree ("position", id);

create table asset_identifiers (
  asset_id text not null,
  type text not null,
  value text not null,
  constraint asset_identifiers_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint asset_identifiers_pkey PRIMARY KEY (asset_id, type, value),
  constraint type_known CHECK ((type = ANY (ARRAY['uuid'::text, 'mac'::text, 'imei'::text])))
);
CREATE INDEX asset_identifiers_value_type_index ON public.asset_identifiers USING btree (value, type);

create table asset_import_files (
  import_id text not null,
  content bytea not null,
  constraint asset_import_files_import_id_foreign FOREIGN KEY (import_id) REFERENCES asset_imports(id),
  constraint asset_import_files_pkey PRIMARY KEY (import_id)
);

create table asset_imports (
  id text not null,
  file_name text,
  actor_id text,
  actor_name text not null,
  created integer not null,
  updated integer not null,
  unchanged integer not null,
  rejected integer not null,
  created_at timestamp(3) with time zone not null,
  undone_at timestamp(3) with time zone,
  subject text not null default 'assets'::text,
  state text not null default 'done'::text,
  is_dry_run boolean not null default false,
  total integer not null default 0,
  position integer not null default 0,
  undone integer not null default 0,
  kept integer not null default 0,
  delimiter text not null default ','::text,
  columns_json text not null default '[]'::text,
  settings_json text not null default '{"dates":"auto","unknown":"skip"}'::text,
  unknown_json text not null default '{"locations":[],"people":[]}'::text,
  reason text,
  migration_id text,
  finished_at timestamp(3) with time zone,
  constraint asset_imports_pkey PRIMARY KEY (id)
);
CREATE INDEX asset_imports_created_at_id_index ON public.asset_imports USING btree (created_at, id);
CREATE INDEX asset_imports_migration_id_index ON public.asset_imports USING btree (migration_id);

create table asset_kind_fields (
  kind_key text not null,
  field_id text not null,
  is_required boolean not null,
  position integer not null,
  constraint asset_kind_fields_field_id_foreign FOREIGN KEY (field_id) REFERENCES asset_fields(id) ON DELETE CASCADE,
  constraint asset_kind_fields_kind_key_foreign FOREIGN KEY (kind_key) REFERENCES asset_kinds(key) ON DELETE CASCADE,
  constraint asset_kind_fields_pkey PRIMARY KEY (kind_key, field_id)
);
CREATE INDEX asset_kind_fields_field_id_index ON public.asset_kind_fields USING btree (field_id);

create table asset_kinds (
  key text not null,
  name_json text not null,
  base text not null,
  icon text not null,
  is_built_in boolean not null,
  is_active boolean not null,
  position integer not null,
  transitions_json text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint asset_kinds_pkey PRIMARY KEY (key),
  constraint base_known CHECK ((base = ANY (ARRAY['computer'::text, 'server'::text, 'phone'::text, 'mobile'::text, 'network'::text, 'printer'::text, 'peripheral'::text, 'other'::text])))
);
CREATE INDEX asset_kinds_position_key_index ON public.asset_kinds USING btree ("position", key);

create table asset_list_columns (
  person_id text not null,
  columns_json text not null,
  updated_at timestamp(3) with time zone not null,
  constraint asset_list_columns_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint asset_list_columns_pkey PRIMARY KEY (person_id)
);

create table asset_model_aliases (
  manufacturer_key text not null,
  name_key text not null,
  name text not null,
  model_id text not null,
  created_at timestamp(3) with time zone not null,
  constraint asset_model_aliases_model_id_foreign FOREIGN KEY (model_id) REFERENCES asset_models(id) ON DELETE CASCADE,
  constraint asset_model_aliases_pkey PRIMARY KEY (manufacturer_key, name_key)
);
CREATE INDEX asset_model_aliases_model_id_index ON public.asset_model_aliases USING btree (model_id);

create table asset_models (
  id text not null,
  manufacturer_key text not null,
  manufacturer text,
  name text not null,
  name_key text not null,
  model_number text,
  kind text,
  warranty_months integer,
  life_months integer,
  url text,
  notes text,
  is_active boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint asset_models_kind_foreign FOREIGN KEY (kind) REFERENCES asset_kinds(key),
  constraint asset_models_manufacturer_key_name_key_unique UNIQUE (manufacturer_key, name_key),
  constraint asset_models_pkey PRIMARY KEY (id)
);
CREATE INDEX asset_models_name_key_id_index ON public.asset_models USING btree (name_key, id);

create table asset_purchases (
  asset_id text not null,
  supplier_id text,
  order_number text,
  invoice_number text,
  in_service_on text,
  plan_id text,
  is_not_depreciated boolean not null,
  salvage_cents bigint,
  end_of_life_on text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint asset_purchases_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint asset_purchases_pkey PRIMARY KEY (asset_id),
  constraint asset_purchases_plan_id_foreign FOREIGN KEY (plan_id) REFERENCES depreciation_plans(id),
  constraint asset_purchases_supplier_id_foreign FOREIGN KEY (supplier_id) REFERENCES suppliers(id)
);
CREATE INDEX asset_purchases_end_of_life_on_index ON public.asset_purchases USING btree (end_of_life_on);
CREATE INDEX asset_purchases_plan_id_index ON public.asset_purchases USING btree (plan_id);
CREATE INDEX asset_purchases_supplier_id_index ON public.asset_purchases USING btree (supplier_id);

create table asset_relations (
  id text not null,
  asset_id text not null,
  relation text not null,
  to_asset_id text not null,
  created_at timestamp(3) with time zone not null,
  constraint asset_relations_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint asset_relations_asset_id_relation_to_asset_id_unique UNIQUE (asset_id, relation, to_asset_id),
  constraint asset_relations_pkey PRIMARY KEY (id),
  constraint asset_relations_to_asset_id_foreign FOREIGN KEY (to_asset_id) REFERENCES assets(id),
  constraint relation_known CHECK ((relation = ANY (ARRAY['runs_on'::text, 'connected_to'::text, 'part_of'::text])))
);
CREATE INDEX asset_relations_to_asset_id_index ON public.asset_relations USING btree (to_asset_id);

create table asset_requests (
  id text not null,
  number integer not null,
  person_id text not null,
  asked_by_id text not null,
  item_id text,
  what text not null,
  reason text,
  needed_on text,
  state text not null,
  approver_id text,
  decided_by_id text,
  decision_note text,
  decided_at timestamp(3) with time zone,
  hand_over_id text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint asset_requests_approver_id_foreign FOREIGN KEY (approver_id) REFERENCES people(id),
  constraint asset_requests_asked_by_id_foreign FOREIGN KEY (asked_by_id) REFERENCES people(id),
  constraint asset_requests_decided_by_id_foreign FOREIGN KEY (decided_by_id) REFERENCES people(id),
  constraint asset_requests_hand_over_id_foreign FOREIGN KEY (hand_over_id) REFERENCES hand_overs(id),
  constraint asset_requests_item_id_foreign FOREIGN KEY (item_id) REFERENCES requestable_items(id),
  constraint asset_requests_number_unique UNIQUE (number),
  constraint asset_requests_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint asset_requests_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text, 'cancelled'::text, 'fulfilled'::text])))
);
CREATE INDEX asset_requests_approver_id_state_number_index ON public.asset_requests USING btree (approver_id, state, number);
CREATE INDEX asset_requests_person_id_number_index ON public.asset_requests USING btree (person_id, number);
CREATE INDEX asset_requests_state_number_index ON public.asset_requests USING btree (state, number);

create table asset_tag_sequences (
  id text not null,
  prefix text not null,
  digits integer not null,
  suffix text not null,
  first integer not null,
  kind text,
  location_id text,
  company_id text,
  position integer not null,
  is_active boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint asset_tag_sequences_company_id_foreign FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint asset_tag_sequences_kind_foreign FOREIGN KEY (kind) REFERENCES asset_kinds(key),
  constraint asset_tag_sequences_location_id_foreign FOREIGN KEY (location_id) REFERENCES locations(id),
  constraint asset_tag_sequences_pkey PRIMARY KEY (id),
  constraint asset_tag_sequences_prefix_suffix_unique UNIQUE (prefix, suffix)
);

create table assets (
  id text not null,
  tag text not null,
  tag_key text not null,
  tag_order text not null,
  kind text not null,
  name text not null,
  name_key text not null,
  serial text,
  serial_key text,
  manufacturer text,
  model text,
  status text not null,
  location_id text,
  custodian_type text,
  custodian_id text,
  checked_out_at timestamp(3) with time zone,
  due_at timestamp(3) with time zone,
  warranty_until text,
  purchased_on text,
  purchase_cost_cents bigint,
  purchase_currency text,
  notes text,
  criticality text not null,
  identifiers_json text not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  fields_json text not null default '{}'::text,
  company_id text,
  constraint assets_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint assets_kind_fkey FOREIGN KEY (kind) REFERENCES asset_kinds(key),
  constraint assets_location_id_foreign FOREIGN KEY (location_id) REFERENCES locations(id),
  constraint assets_pkey PRIMARY KEY (id),
  constraint assets_serial_key_unique UNIQUE (serial_key),
  constraint assets_tag_key_unique UNIQUE (tag_key),
  constraint criticality_known CHECK ((criticality = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  constraint custodian_type_known CHECK ((custodian_type = ANY (ARRAY['person'::text, 'location'::text, 'asset'::text]))),
  constraint status_known CHECK ((status = ANY (ARRAY['in_stock'::text, 'deployed'::text, 'in_repair'::text, 'lost'::text, 'retired'::text, 'disposed'::text])))
);
CREATE INDEX assets_company ON public.assets USING btree (company_id, tag_order, id) WHERE (company_id IS NOT NULL);
CREATE INDEX assets_created_at_facets ON public.assets USING btree (created_at, id, kind, status, criticality, location_id, manufacturer);
CREATE INDEX assets_custodian_id_tag_order_id_index ON public.assets USING btree (custodian_id, tag_order, id);
CREATE INDEX assets_due_at_index ON public.assets USING btree (due_at);
CREATE INDEX assets_kind_status_tag_order_id_index ON public.assets USING btree (kind, status, tag_order, id);
CREATE INDEX assets_kind_tag_order_id_index ON public.assets USING btree (kind, tag_order, id);
CREATE INDEX assets_location_id_tag_order_id_index ON public.assets USING btree (location_id, tag_order, id);
CREATE INDEX assets_make ON public.assets USING btree (manufacturer, model, id) WHERE (model IS NOT NULL);
CREATE INDEX assets_name_key_facets ON public.assets USING btree (name_key, id, kind, status, criticality, location_id, manufacturer);
CREATE INDEX assets_purchased_on ON public.assets USING btree (purchased_on, id) WHERE (purchased_on IS NOT NULL);
CREATE INDEX assets_status_tag_order_id_index ON public.assets USING btree (status, tag_order, id);
CREATE INDEX assets_tag_order_facets ON public.assets USING btree (tag_order, id, kind, status, criticality, location_id, manufacturer);
CREATE INDEX assets_updated_at_facets ON public.assets USING btree (updated_at, id, kind, status, criticality, location_id, manufacturer);
CREATE INDEX assets_warranty_until ON public.assets USING btree (warranty_until, id) WHERE (warranty_until IS NOT NULL);
CREATE INDEX assets_with_cost ON public.assets USING btree (tag_order, id) WHERE (purchase_cost_cents IS NOT NULL);
CREATE TRIGGER asset_cell_changes_note AFTER INSERT OR DELETE OR UPDATE ON public.assets FOR EACH ROW EXECUTE FUNCTION asset_cell_changes_note();

create table attachment_texts (
  sha256 text not null,
  state text not null,
  reason text,
  body text not null,
  read_at timestamp(3) with time zone not null,
  constraint attachment_texts_pkey PRIMARY KEY (sha256),
  constraint state_known CHECK ((state = ANY (ARRAY['read'::text, 'partial'::text, 'skipped'::text])))
);
CREATE INDEX attachment_texts_unread ON public.attachment_texts USING btree (state, read_at, sha256) WHERE (state <> 'read'::text);

create table attachments (
  id text not null,
  incident_id text not null,
  comment_id text,
  sha256 text not null,
  name text not null,
  content_type text not null,
  size_bytes bigint not null,
  visibility text not null,
  uploaded_by_id text,
  created_at timestamp(3) with time zone not null,
  removed_at timestamp(3) with time zone,
  removed_by_name text,
  constraint attachments_comment_id_foreign FOREIGN KEY (comment_id) REFERENCES incident_comments(id),
  constraint attachments_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint attachments_pkey PRIMARY KEY (id),
  constraint attachments_uploaded_by_id_foreign FOREIGN KEY (uploaded_by_id) REFERENCES people(id),
  constraint visibility_known CHECK ((visibility = ANY (ARRAY['public'::text, 'internal'::text])))
);
CREATE INDEX attachments_comment_id_index ON public.attachments USING btree (comment_id);
CREATE INDEX attachments_incident_id_id_index ON public.attachments USING btree (incident_id, id);
CREATE INDEX attachments_sha256_index ON public.attachments USING btree (sha256);

create table audit_events (
  sequence bigint not null,
  happened_at timestamp(3) with time zone not null,
  actor_id text,
  actor_name text not null,
  action text not null,
  subject_type text not null,
  subject_id text,
  detail_json text not null,
  previous_hash text not null,
  hash text not null,
  constraint audit_events_pkey PRIMARY KEY (sequence)
);

create table audit_items (
  audit_id text not null,
  asset_id text not null,
  tag text not null,
  tag_order text not null,
  name text not null,
  kind text not null,
  serial text,
  status text not null,
  location_id text,
  custodian_type text,
  custodian_id text,
  result text not null,
  scan_count integer not null,
  seen_at timestamp(3) with time zone,
  seen_location_id text,
  seen_by_id text,
  seen_by_name text,
  correction text,
  before_json text,
  after_json text,
  constraint audit_items_audit_id_foreign FOREIGN KEY (audit_id) REFERENCES audits(id),
  constraint audit_items_pkey PRIMARY KEY (audit_id, asset_id),
  constraint correction_known CHECK ((correction = ANY (ARRAY['lost'::text, 'moved'::text, 'found_again'::text, 'refined'::text]))),
  constraint result_known CHECK ((result = ANY (ARRAY['missing'::text, 'found'::text, 'misplaced'::text, 'unexpected'::text])))
);
CREATE INDEX audit_items_asset_id_seen_at_index ON public.audit_items USING btree (asset_id, seen_at);
CREATE INDEX audit_items_audit_id_location_id_index ON public.audit_items USING btree (audit_id, location_id);
CREATE INDEX audit_items_audit_id_result_tag_order_asset_id_index ON public.audit_items USING btree (audit_id, result, tag_order, asset_id);
CREATE INDEX audit_items_audit_id_tag_order_asset_id_index ON public.audit_items USING btree (audit_id, tag_order, asset_id);

create table audits (
  id text not null,
  number integer not null,
  title text not null,
  note text,
  state text not null,
  location_id text,
  custodian_id text,
  scope_json text not null,
  expected integer not null,
  found integer not null,
  misplaced integer not null,
  unexpected integer not null,
  unknown integer not null,
  corrected integer not null,
  created_by_id text,
  created_at timestamp(3) with time zone not null,
  closed_by_id text,
  closed_at timestamp(3) with time zone,
  version integer not null,
  constraint audits_closed_by_id_foreign FOREIGN KEY (closed_by_id) REFERENCES people(id),
  constraint audits_created_by_id_foreign FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint audits_custodian_id_foreign FOREIGN KEY (custodian_id) REFERENCES people(id),
  constraint audits_location_id_foreign FOREIGN KEY (location_id) REFERENCES locations(id),
  constraint audits_number_unique UNIQUE (number),
  constraint audits_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE INDEX audits_state_number_index ON public.audits USING btree (state, number);

create table backup_caps (
  scope text not null,
  subject_id text not null,
  max_runs integer not null,
  constraint backup_caps_pkey PRIMARY KEY (scope, subject_id),
  constraint scope_known CHECK ((scope = ANY (ARRAY['overall'::text, 'host'::text, 'repository'::text, 'site'::text])))
);

create table backup_expectations (
  id text not null,
  policy_id text not null,
  due_at timestamp(3) with time zone not null,
  start_by timestamp(3) with time zone not null,
  state text not null,
  reason text,
  run_id text,
  constraint backup_expectations_pkey PRIMARY KEY (id),
  constraint backup_expectations_policy_id_due_at_unique UNIQUE (policy_id, due_at),
  constraint backup_expectations_policy_id_foreign FOREIGN KEY (policy_id) REFERENCES backup_policies(id),
  constraint backup_expectations_run_id_foreign FOREIGN KEY (run_id) REFERENCES backup_runs(id),
  constraint state_known CHECK ((state = ANY (ARRAY['planned'::text, 'queued'::text, 'running'::text, 'succeeded'::text, 'partial'::text, 'failed'::text, 'missed'::text, 'cancelled'::text, 'overrun'::text, 'skipped'::text])))
);
CREATE INDEX backup_expectations_due_at_id_index ON public.backup_expectations USING btree (due_at, id);
CREATE INDEX backup_expectations_run_id_index ON public.backup_expectations USING btree (run_id);
CREATE INDEX backup_expectations_state_due_at_index ON public.backup_expectations USING btree (state, due_at);

create table backup_foreign_points (
  repository_id text not null,
  ref text not null,
  taken_at timestamp(3) with time zone not null,
  found_at timestamp(3) with time zone not null,
  accepted_at timestamp(3) with time zone,
  accepted_by_id text,
  gone_at timestamp(3) with time zone,
  constraint backup_foreign_points_pkey PRIMARY KEY (repository_id, ref),
  constraint backup_foreign_points_repository_id_foreign FOREIGN KEY (repository_id) REFERENCES backup_repositories(id)
);

create table backup_policies (
  id text not null,
  name text not null,
  asset_id text not null,
  repository_id text not null,
  source_json text not null,
  sealed_source_secret text,
  cron text not null,
  time_zone text not null,
  start_within text not null,
  time_window text,
  catch_up text not null,
  retention_json text not null,
  verification_json text not null,
  recovery_point_objective text not null,
  pause_ends_at timestamp(3) with time zone,
  pause_reason text,
  horizon_at timestamp(3) with time zone not null,
  retired_at timestamp(3) with time zone,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  hooks_json text not null default '{}'::text,
  constraint backup_policies_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint backup_policies_pkey PRIMARY KEY (id),
  constraint backup_policies_repository_id_foreign FOREIGN KEY (repository_id) REFERENCES backup_repositories(id),
  constraint catch_up_known CHECK ((catch_up = ANY (ARRAY['once'::text, 'skip'::text, 'all'::text])))
);
CREATE INDEX backup_policies_asset_id_index ON public.backup_policies USING btree (asset_id);
CREATE INDEX backup_policies_name_id_index ON public.backup_policies USING btree (name, id);
CREATE INDEX backup_policies_repository_id_index ON public.backup_policies USING btree (repository_id);
CREATE INDEX backup_policies_retired_at_horizon_at_index ON public.backup_policies USING btree (retired_at, horizon_at);

create table backup_repositories (
  id text not null,
  name text not null,
  engine text not null,
  location text not null,
  sealed_password text,
  pinned_id text not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint backup_repositories_location_unique UNIQUE (location),
  constraint backup_repositories_name_unique UNIQUE (name),
  constraint backup_repositories_pkey PRIMARY KEY (id),
  constraint engine_known CHECK ((engine = ANY (ARRAY['archive'::text, 'restic'::text])))
);

create table backup_restores (
  id text not null,
  status text not null,
  attempt integer not null,
  owner text,
  fence integer not null,
  queued_at timestamp(3) with time zone not null,
  started_at timestamp(3) with time zone,
  heartbeat_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  cancel_requested_at timestamp(3) with time zone,
  failure_class text,
  failure_message text,
  progress_json text,
  log text not null,
  requested_by_id text,
  recovery_point_id text not null,
  repository_id text not null,
  paths_json text not null,
  target_json text not null,
  download_path text,
  files bigint,
  bytes bigint,
  duration_ms bigint,
  constraint backup_restores_pkey PRIMARY KEY (id),
  constraint backup_restores_recovery_point_id_foreign FOREIGN KEY (recovery_point_id) REFERENCES recovery_points(id),
  constraint backup_restores_repository_id_foreign FOREIGN KEY (repository_id) REFERENCES backup_repositories(id),
  constraint backup_restores_requested_by_id_foreign FOREIGN KEY (requested_by_id) REFERENCES people(id),
  constraint status_known CHECK ((status = ANY (ARRAY['planned'::text, 'queued'::text, 'running'::text, 'succeeded'::text, 'partial'::text, 'failed'::text, 'missed'::text, 'cancelled'::text])))
);
CREATE INDEX backup_restores_queued_at_id_index ON public.backup_restores USING btree (queued_at, id);
CREATE INDEX backup_restores_status_queued_at_index ON public.backup_restores USING btree (status, queued_at);

create table backup_runs (
  id text not null,
  status text not null,
  attempt integer not null,
  owner text,
  fence integer not null,
  queued_at timestamp(3) with time zone not null,
  started_at timestamp(3) with time zone,
  heartbeat_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  cancel_requested_at timestamp(3) with time zone,
  failure_class text,
  failure_message text,
  progress_json text,
  log text not null,
  requested_by_id text,
  policy_id text not null,
  asset_id text not null,
  repository_id text not null,
  origin text not null,
  due_at timestamp(3) with time zone not null,
  finish_by timestamp(3) with time zone,
  is_smaller_accepted boolean not null,
  recovery_point_id text,
  files bigint,
  bytes bigint,
  stored_bytes bigint,
  constraint backup_runs_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint backup_runs_pkey PRIMARY KEY (id),
  constraint backup_runs_policy_id_foreign FOREIGN KEY (policy_id) REFERENCES backup_policies(id),
  constraint backup_runs_repository_id_foreign FOREIGN KEY (repository_id) REFERENCES backup_repositories(id),
  constraint backup_runs_requested_by_id_foreign FOREIGN KEY (requested_by_id) REFERENCES people(id),
  constraint origin_known CHECK ((origin = ANY (ARRAY['schedule'::text, 'manual'::text, 'catch_up'::text]))),
  constraint status_known CHECK ((status = ANY (ARRAY['planned'::text, 'queued'::text, 'running'::text, 'succeeded'::text, 'partial'::text, 'failed'::text, 'missed'::text, 'cancelled'::text])))
);
CREATE INDEX backup_runs_asset_id_due_at_id_index ON public.backup_runs USING btree (asset_id, due_at, id);
CREATE INDEX backup_runs_due_at_id_index ON public.backup_runs USING btree (due_at, id);
CREATE INDEX backup_runs_policy_id_due_at_id_index ON public.backup_runs USING btree (policy_id, due_at, id);
CREATE INDEX backup_runs_status_queued_at_index ON public.backup_runs USING btree (status, queued_at);

create table backup_verifications (
  id text not null,
  status text not null,
  attempt integer not null,
  owner text,
  fence integer not null,
  queued_at timestamp(3) with time zone not null,
  started_at timestamp(3) with time zone,
  heartbeat_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  cancel_requested_at timestamp(3) with time zone,
  failure_class text,
  failure_message text,
  progress_json text,
  log text not null,
  requested_by_id text,
  recovery_point_id text not null,
  repository_id text not null,
  rung text not null,
  files bigint,
  bytes bigint,
  duration_ms bigint,
  facts_json text,
  constraint backup_verifications_pkey PRIMARY KEY (id),
  constraint backup_verifications_recovery_point_id_foreign FOREIGN KEY (recovery_point_id) REFERENCES recovery_points(id),
  constraint backup_verifications_repository_id_foreign FOREIGN KEY (repository_id) REFERENCES backup_repositories(id),
  constraint backup_verifications_requested_by_id_foreign FOREIGN KEY (requested_by_id) REFERENCES people(id),
  constraint rung_known CHECK ((rung = ANY (ARRAY['structure'::text, 'data'::text, 'sample'::text, 'restore'::text]))),
  constraint status_known CHECK ((status = ANY (ARRAY['planned'::text, 'queued'::text, 'running'::text, 'succeeded'::text, 'partial'::text, 'failed'::text, 'missed'::text, 'cancelled'::text])))
);
CREATE INDEX backup_verifications_recovery_point_id_queued_at_index ON public.backup_verifications USING btree (recovery_point_id, queued_at);
CREATE INDEX backup_verifications_status_queued_at_index ON public.backup_verifications USING btree (status, queued_at);

create table bulk_change_items (
  bulk_change_id text not null,
  seq integer not null,
  incident_id text not null,
  state text not null,
  reason text,
  before_json text,
  version_after integer,
  happened_at timestamp(3) with time zone,
  constraint bulk_change_items_bulk_change_id_foreign FOREIGN KEY (bulk_change_id) REFERENCES bulk_changes(id),
  constraint bulk_change_items_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint bulk_change_items_pkey PRIMARY KEY (bulk_change_id, seq),
  constraint state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'unchanged'::text, 'failed'::text, 'undone'::text, 'kept'::text])))
);
CREATE INDEX bulk_change_items_bulk_change_id_state_seq_index ON public.bulk_change_items USING btree (bulk_change_id, state, seq);

create table bulk_changes (
  id text not null,
  actor_id text not null,
  action_json text not null,
  state text not null,
  total integer not null,
  done integer not null,
  failed integer not null,
  undone integer not null,
  kept integer not null,
  created_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  undone_at timestamp(3) with time zone,
  constraint bulk_changes_actor_id_foreign FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint bulk_changes_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX bulk_changes_actor_id_id_index ON public.bulk_changes USING btree (actor_id, id);

create table campaign_answers (
  campaign_id text not null,
  asset_id text not null,
  person_id text not null,
  answer text not null,
  note text,
  answered_at timestamp(3) with time zone,
  is_open boolean not null,
  constraint answer_known CHECK ((answer = ANY (ARRAY['waiting'::text, 'have'::text, 'not_mine'::text, 'lost'::text, 'broken'::text]))),
  constraint campaign_answers_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint campaign_answers_campaign_id_foreign FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint campaign_answers_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint campaign_answers_pkey PRIMARY KEY (campaign_id, asset_id)
);
CREATE INDEX campaign_answers_asset_id_answered_at_index ON public.campaign_answers USING btree (asset_id, answered_at);
CREATE INDEX campaign_answers_campaign_id_answer_asset_id_index ON public.campaign_answers USING btree (campaign_id, answer, asset_id);
CREATE INDEX campaign_answers_campaign_id_person_id_index ON public.campaign_answers USING btree (campaign_id, person_id);
CREATE INDEX campaign_answers_person_id_campaign_id_index ON public.campaign_answers USING btree (person_id, campaign_id);

create table campaigns (
  id text not null,
  title text not null,
  message text,
  answer_until text not null,
  filter_json text not null,
  state text not null,
  rounds integer not null,
  created_by_id text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  closed_at timestamp(3) with time zone,
  constraint campaigns_created_by_id_foreign FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint campaigns_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE INDEX campaigns_created_at_id_index ON public.campaigns USING btree (created_at, id);
CREATE INDEX campaigns_state_answer_until_index ON public.campaigns USING btree (state, answer_until);

create table canned_answers (
  id text not null,
  name text not null,
  shortcut text not null,
  support_group_id text,
  texts_json text not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint canned_answers_pkey PRIMARY KEY (id),
  constraint canned_answers_shortcut_unique UNIQUE (shortcut),
  constraint canned_answers_support_group_id_foreign FOREIGN KEY (support_group_id) REFERENCES support_groups(id)
);

create table checklist_items (
  id text not null,
  incident_id text not null,
  position integer not null,
  text text not null,
  assignee_id text,
  done_at timestamp(3) with time zone,
  done_by_id text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint checklist_items_assignee_id_foreign FOREIGN KEY (assignee_id) REFERENCES people(id),
  constraint checklist_items_done_by_id_foreign FOREIGN KEY (done_by_id) REFERENCES people(id),
  constraint checklist_items_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint checklist_items_pkey PRIMARY KEY (id)
);
CREATE INDEX checklist_items_incident_id_position_id_index ON public.checklist_items USING btree (incident_id, "position", id);

create table checklist_templates (
  id text not null,
  name text not null,
  service_id text,
  items_json text not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint checklist_templates_name_unique UNIQUE (name),
  constraint checklist_templates_pkey PRIMARY KEY (id),
  constraint checklist_templates_service_id_foreign FOREIGN KEY (service_id) REFERENCES services(id)
);

create table comment_mentions (
  comment_id text not null,
  person_id text not null,
  constraint comment_mentions_comment_id_foreign FOREIGN KEY (comment_id) REFERENCES incident_comments(id),
  constraint comment_mentions_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint comment_mentions_pkey PRIMARY KEY (comment_id, person_id)
);

create table comment_revisions (
  id text not null,
  comment_id text not null,
  version integer not null,
  body text not null,
  written_at timestamp(3) with time zone not null,
  constraint comment_revisions_comment_id_foreign FOREIGN KEY (comment_id) REFERENCES incident_comments(id),
  constraint comment_revisions_comment_id_version_unique UNIQUE (comment_id, version),
  constraint comment_revisions_pkey PRIMARY KEY (id)
);

create table companies (
  id text not null,
  name text not null,
  name_key text not null,
  code text,
  notes text,
  is_active boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint companies_name_key_unique UNIQUE (name_key),
  constraint companies_pkey PRIMARY KEY (id)
);

create table contact_methods (
  id text not null,
  person_id text not null,
  channel text not null,
  address text not null,
  label text not null,
  sealed_secret text,
  code_hash text,
  code_sent_at timestamp(3) with time zone,
  code_tries integer not null,
  verified_at timestamp(3) with time zone,
  last_sent_at timestamp(3) with time zone,
  last_error text,
  created_at timestamp(3) with time zone not null,
  constraint contact_methods_person_id_channel_address_unique UNIQUE (person_id, channel, address),
  constraint contact_methods_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint contact_methods_pkey PRIMARY KEY (id)
);

create table contract_assets (
  contract_id text not null,
  asset_id text not null,
  added_at timestamp(3) with time zone not null,
  constraint contract_assets_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint contract_assets_contract_id_foreign FOREIGN KEY (contract_id) REFERENCES contracts(id) ON DELETE CASCADE,
  constraint contract_assets_pkey PRIMARY KEY (contract_id, asset_id)
);
CREATE INDEX contract_assets_asset_id_index ON public.contract_assets USING btree (asset_id);

create table contracts (
  id text not null,
  name text not null,
  name_key text not null,
  kind text not null,
  supplier_id text,
  reference text,
  starts_on text not null,
  ends_on text,
  renewal_months integer,
  notice_days integer not null,
  cancelled_on text,
  cost_cents bigint,
  currency text,
  cost_per text not null,
  notes text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint contracts_pkey PRIMARY KEY (id),
  constraint contracts_supplier_id_foreign FOREIGN KEY (supplier_id) REFERENCES suppliers(id),
  constraint cost_per_known CHECK ((cost_per = ANY (ARRAY['once'::text, 'month'::text, 'quarter'::text, 'year'::text]))),
  constraint kind_known CHECK ((kind = ANY (ARRAY['maintenance'::text, 'support'::text, 'warranty'::text, 'lease'::text, 'subscription'::text, 'insurance'::text, 'other'::text])))
);
CREATE INDEX contracts_name_key_id_index ON public.contracts USING btree (name_key, id);
CREATE INDEX contracts_supplier_id_index ON public.contracts USING btree (supplier_id);

create table counters (
  name text not null,
  value bigint not null,
  constraint counters_pkey PRIMARY KEY (name)
);

create table custody_settings (
  id text not null,
  return_days_json text not null,
  leaver_days_json text not null,
  signature_days_json text not null,
  version integer not null,
  constraint custody_settings_pkey PRIMARY KEY (id)
);

create table deliveries (
  id text not null,
  notification_id text,
  recipient_id text,
  contact_method_id text,
  channel text not null,
  address text not null,
  payload_json text,
  urgency text not null,
  step integer not null,
  status text not null,
  bundle_id text,
  is_granted boolean not null,
  attempts integer not null,
  last_error text,
  created_at timestamp(3) with time zone not null,
  due_at timestamp(3) with time zone not null,
  sending_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  constraint deliveries_key PRIMARY KEY (id),
  constraint deliveries_notification_id_foreign FOREIGN KEY (notification_id) REFERENCES notifications(id),
  constraint deliveries_recipient_id_foreign FOREIGN KEY (recipient_id) REFERENCES people(id),
  constraint status_known CHECK ((status = ANY (ARRAY['pending'::text, 'held'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'uncertain'::text, 'suppressed'::text, 'cancelled'::text]))),
  constraint urgency_known CHECK ((urgency = ANY (ARRAY['page'::text, 'notify'::text])))
);
CREATE INDEX deliveries_held ON public.deliveries USING btree (channel, due_at) WHERE (status = 'held'::text);
CREATE INDEX deliveries_held_for ON public.deliveries USING btree (recipient_id, channel) WHERE (status = 'held'::text);
CREATE INDEX deliveries_of_bundle ON public.deliveries USING btree (bundle_id);
CREATE INDEX deliveries_of_notification ON public.deliveries USING btree (notification_id);

create table delivery_buckets (
  name text not null,
  tokens real not null,
  refilled_at timestamp(3) with time zone not null,
  taken_at timestamp(3) with time zone,
  constraint delivery_buckets_pkey PRIMARY KEY (name)
);

create table departure_reminders (
  departure_id text not null,
  last_day text not null,
  days integer not null,
  sent_at timestamp(3) with time zone not null,
  constraint departure_reminders_departure_id_foreign FOREIGN KEY (departure_id) REFERENCES departures(id),
  constraint departure_reminders_pkey PRIMARY KEY (departure_id, last_day, days)
);

create table departures (
  id text not null,
  person_id text not null,
  last_day text not null,
  note text,
  state text not null,
  created_by_id text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint departures_created_by_id_foreign FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint departures_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint departures_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'withdrawn'::text])))
);
CREATE INDEX departures_person_id_state_index ON public.departures USING btree (person_id, state);
CREATE INDEX departures_state_last_day_id_index ON public.departures USING btree (state, last_day, id);

create table depreciation_plans (
  id text not null,
  name text not null,
  name_key text not null,
  method text not null,
  life_months integer not null,
  salvage_basis_points integer not null,
  pro_rata text not null,
  factor_hundredths integer,
  is_switching boolean not null,
  is_ending_with_fiscal_year boolean not null,
  fiscal_year_starts_in integer not null,
  kinds_json text not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint depreciation_plans_name_key_unique UNIQUE (name_key),
  constraint depreciation_plans_pkey PRIMARY KEY (id),
  constraint method_known CHECK ((method = ANY (ARRAY['straight_line'::text, 'declining_balance'::text]))),
  constraint pro_rata_known CHECK ((pro_rata = ANY (ARRAY['days'::text, 'days_360'::text, 'months'::text, 'months_after'::text])))
);

create table discovered_devices (
  id text not null,
  network_id text not null,
  number integer not null,
  ip text not null,
  mac text,
  name text,
  dns_name text,
  manufacturer text,
  model text,
  device_type text,
  description text,
  place text,
  credential_id text,
  port integer,
  asset_id text,
  first_seen_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  queried_at timestamp(3) with time zone,
  last_error text,
  constraint discovered_devices_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE SET NULL,
  constraint discovered_devices_credential_id_foreign FOREIGN KEY (credential_id) REFERENCES snmp_credentials(id) ON DELETE SET NULL,
  constraint discovered_devices_network_id_foreign FOREIGN KEY (network_id) REFERENCES discovery_networks(id) ON DELETE CASCADE,
  constraint discovered_devices_network_id_ip_unique UNIQUE (network_id, ip),
  constraint discovered_devices_number_unique UNIQUE (number),
  constraint discovered_devices_pkey PRIMARY KEY (id)
);
CREATE INDEX discovered_devices_asset_id_index ON public.discovered_devices USING btree (asset_id);
CREATE INDEX discovered_devices_credential_id_index ON public.discovered_devices USING btree (credential_id);

create table discovery_networks (
  id text not null,
  name text not null,
  agent_id text,
  location_id text,
  ranges_json text not null,
  credential_ids_json text not null,
  every text,
  is_active boolean not null,
  next_run_at timestamp(3) with time zone,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint discovery_networks_agent_id_foreign FOREIGN KEY (agent_id) REFERENCES inventory_agents(id) ON DELETE SET NULL,
  constraint discovery_networks_location_id_foreign FOREIGN KEY (location_id) REFERENCES locations(id),
  constraint discovery_networks_name_unique UNIQUE (name),
  constraint discovery_networks_pkey PRIMARY KEY (id)
);
CREATE INDEX discovery_networks_agent_id_index ON public.discovery_networks USING btree (agent_id);
CREATE INDEX discovery_networks_location_id_index ON public.discovery_networks USING btree (location_id);

create table discovery_runs (
  id text not null,
  network_id text not null,
  number integer not null,
  agent_id text,
  step text not null,
  status text not null,
  addresses integer not null,
  found integer not null,
  failures integer not null,
  error text,
  asked_at timestamp(3) with time zone not null,
  sent_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  constraint discovery_runs_agent_id_foreign FOREIGN KEY (agent_id) REFERENCES inventory_agents(id) ON DELETE SET NULL,
  constraint discovery_runs_network_id_foreign FOREIGN KEY (network_id) REFERENCES discovery_networks(id) ON DELETE CASCADE,
  constraint discovery_runs_number_unique UNIQUE (number),
  constraint discovery_runs_pkey PRIMARY KEY (id),
  constraint status_known CHECK ((status = ANY (ARRAY['planned'::text, 'sent'::text, 'running'::text, 'done'::text, 'failed'::text]))),
  constraint step_known CHECK ((step = ANY (ARRAY['discovery'::text, 'query'::text])))
);
CREATE INDEX discovery_runs_agent_id_status_index ON public.discovery_runs USING btree (agent_id, status);
CREATE INDEX discovery_runs_network_id_id_index ON public.discovery_runs USING btree (network_id, id);
CREATE INDEX discovery_runs_status_id_index ON public.discovery_runs USING btree (status, id);

create table escalation_firings (
  id text not null,
  incident_id text not null,
  policy_id text not null,
  policy_version integer not null,
  step integer not null,
  loop integer not null,
  due_at timestamp(3) with time zone not null,
  fired_at timestamp(3) with time zone not null,
  late_ms bigint not null,
  actions_json text not null,
  recipients_json text not null,
  skipped text,
  unmet text,
  waited_since_at timestamp(3) with time zone,
  assignments_json text not null default '[]'::text,
  absent_json text not null default '[]'::text,
  constraint escalation_firings_incident_id_policy_id_policy_version_step_lo UNIQUE (incident_id, policy_id, policy_version, step, loop),
  constraint escalation_firings_pkey PRIMARY KEY (id),
  constraint skipped_known CHECK ((skipped = 'nobody'::text))
);
CREATE INDEX escalation_firings_incident_id_id_index ON public.escalation_firings USING btree (incident_id, id);

create table escalation_policies (
  id text not null,
  name text not null,
  is_default boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint escalation_policies_name_unique UNIQUE (name),
  constraint escalation_policies_pkey PRIMARY KEY (id)
);

create table escalation_policy_versions (
  policy_id text not null,
  version integer not null,
  steps_json text not null,
  repeat integer not null,
  quiet_hours_json text,
  acknowledgement_expires_after text,
  constraint escalation_policy_versions_pkey PRIMARY KEY (policy_id, version),
  constraint escalation_policy_versions_policy_id_foreign FOREIGN KEY (policy_id) REFERENCES escalation_policies(id)
);

create table escalation_turns (
  circle text not null,
  person_id text not null,
  turned_at timestamp(3) with time zone not null,
  constraint escalation_turns_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint escalation_turns_pkey PRIMARY KEY (circle, person_id)
);

create table escalations (
  incident_id text not null,
  policy_id text not null,
  policy_version integer not null,
  state text not null,
  opened_at timestamp(3) with time zone not null,
  response_due_at timestamp(3) with time zone,
  resolution_due_at timestamp(3) with time zone,
  acknowledged_at timestamp(3) with time zone,
  held_at timestamp(3) with time zone,
  held_ms bigint not null,
  next_due_at timestamp(3) with time zone,
  priority text,
  quiet_ms bigint not null default '0'::bigint,
  acknowledged_by_id text,
  acknowledgement_warns_at timestamp(3) with time zone,
  acknowledgement_expires_at timestamp(3) with time zone,
  constraint escalations_pkey PRIMARY KEY (incident_id),
  constraint escalations_policy_id_policy_version_foreign FOREIGN KEY (policy_id, policy_version) REFERENCES escalation_policy_versions(policy_id, version),
  constraint state_known CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'stopped'::text])))
);
CREATE INDEX escalations_next_due_at_index ON public.escalations USING btree (next_due_at);

create table hand_over_items (
  hand_over_id text not null,
  position integer not null,
  asset_id text not null,
  tag text not null,
  name text not null,
  serial text,
  make text,
  condition text,
  constraint hand_over_items_hand_over_id_foreign FOREIGN KEY (hand_over_id) REFERENCES hand_overs(id),
  constraint hand_over_items_pkey PRIMARY KEY (hand_over_id, "position")
);
CREATE INDEX hand_over_items_asset_id_index ON public.hand_over_items USING btree (asset_id);

create table hand_over_papers (
  hand_over_id text not null,
  pdf bytea not null,
  pdf_hash text not null,
  constraint hand_over_papers_hand_over_id_foreign FOREIGN KEY (hand_over_id) REFERENCES hand_overs(id),
  constraint hand_over_papers_pkey PRIMARY KEY (hand_over_id)
);

create table hand_over_texts (
  direction text not null,
  language text not null,
  body text not null,
  version integer not null,
  constraint direction_known CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text]))),
  constraint hand_over_texts_pkey PRIMARY KEY (direction, language),
  constraint language_known CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text])))
);

create table hand_overs (
  id text not null,
  number integer not null,
  direction text not null,
  state text not null,
  person_id text not null,
  person_name text not null,
  clerk_id text,
  clerk_name text not null,
  language text not null,
  time_zone text not null,
  due_at timestamp(3) with time zone,
  note text,
  text text not null,
  text_hash text not null,
  signed_how text,
  signature_json text,
  decided_at timestamp(3) with time zone,
  decline_reason text,
  reminders integer not null default 0,
  remind_at timestamp(3) with time zone,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint direction_known CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text]))),
  constraint hand_overs_clerk_id_foreign FOREIGN KEY (clerk_id) REFERENCES people(id),
  constraint hand_overs_number_unique UNIQUE (number),
  constraint hand_overs_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint hand_overs_pkey PRIMARY KEY (id),
  constraint language_known CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text]))),
  constraint signed_how_known CHECK ((signed_how = ANY (ARRAY['drawn'::text, 'link'::text, 'account'::text]))),
  constraint state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'signed'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE INDEX hand_overs_person_id_number_index ON public.hand_overs USING btree (person_id, number);
CREATE INDEX hand_overs_remind_at_index ON public.hand_overs USING btree (remind_at);
CREATE INDEX hand_overs_state_number_index ON public.hand_overs USING btree (state, number);

create table idempotency_keys (
  key text not null,
  person_id text not null,
  request_hash text not null,
  status integer not null,
  answer_json text not null,
  created_at timestamp(3) with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (person_id, key)
);
CREATE INDEX idempotency_keys_created_at_index ON public.idempotency_keys USING btree (created_at);

create table import_mappings (
  subject text not null,
  headers_hash text not null,
  columns_json text not null,
  saved_by_name text not null,
  saved_at timestamp(3) with time zone not null,
  constraint import_mappings_pkey PRIMARY KEY (subject, headers_hash)
);

create table import_rows (
  import_id text not null,
  line integer not null,
  seq integer not null,
  outcome text not null,
  subject_id text,
  label text,
  name text,
  changes_json text not null,
  reasons_json text not null,
  warnings_json text not null,
  version_after integer,
  before_json text,
  undoing text,
  constraint import_rows_import_id_foreign FOREIGN KEY (import_id) REFERENCES asset_imports(id),
  constraint import_rows_pkey PRIMARY KEY (import_id, line),
  constraint outcome_known CHECK ((outcome = ANY (ARRAY['created'::text, 'updated'::text, 'unchanged'::text, 'rejected'::text]))),
  constraint undoing_known CHECK ((undoing = ANY (ARRAY['undone'::text, 'kept'::text])))
);
CREATE INDEX import_rows_import_id_outcome_line_index ON public.import_rows USING btree (import_id, outcome, line);
CREATE INDEX import_rows_import_id_seq_index ON public.import_rows USING btree (import_id, seq);
CREATE INDEX import_rows_import_id_subject_id_index ON public.import_rows USING btree (import_id, subject_id);

create table inbound_mails (
  id text not null,
  source text not null,
  account text not null,
  mailbox_id text,
  uid_validity bigint,
  uid bigint,
  sha256 text not null,
  size_bytes bigint not null,
  envelope_from text,
  envelope_to_json text not null,
  status text not null,
  outcome text,
  reason text,
  message_id text,
  dedup_key text,
  duplicate_of_id text,
  from_address text,
  from_name text,
  subject text,
  person_id text,
  verification text,
  is_trusted boolean not null,
  is_automatic boolean not null,
  incident_id text,
  comment_id text,
  text text,
  html text,
  files_json text not null,
  trace_json text not null,
  attempts integer not null,
  received_at timestamp(3) with time zone not null,
  processed_at timestamp(3) with time zone,
  constraint inbound_mails_account_uid_validity_uid_unique UNIQUE (account, uid_validity, uid),
  constraint inbound_mails_comment_id_foreign FOREIGN KEY (comment_id) REFERENCES incident_comments(id),
  constraint inbound_mails_dedup_key_unique UNIQUE (dedup_key),
  constraint inbound_mails_duplicate_of_id_foreign FOREIGN KEY (duplicate_of_id) REFERENCES inbound_mails(id),
  constraint inbound_mails_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint inbound_mails_mailbox_id_foreign FOREIGN KEY (mailbox_id) REFERENCES mailboxes(id) ON DELETE SET NULL,
  constraint inbound_mails_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint inbound_mails_pkey PRIMARY KEY (id),
  constraint outcome_known CHECK ((outcome = ANY (ARRAY['created'::text, 'appended'::text, 'ignored'::text, 'quarantined'::text, 'duplicate'::text]))),
  constraint source_known CHECK ((source = ANY (ARRAY['api'::text, 'imap'::text, 'smtp'::text, 'lmtp'::text, 'import'::text]))),
  constraint status_known CHECK ((status = ANY (ARRAY['received'::text, 'done'::text, 'quarantined'::text, 'discarded'::text]))),
  constraint verification_known CHECK ((verification = ANY (ARRAY['pass'::text, 'fail'::text, 'none'::text])))
);
CREATE INDEX inbound_mails_duplicate_of_id_index ON public.inbound_mails USING btree (duplicate_of_id);
CREATE INDEX inbound_mails_incident_id_id_index ON public.inbound_mails USING btree (incident_id, id);
CREATE INDEX inbound_mails_mailbox_id_index ON public.inbound_mails USING btree (mailbox_id);
CREATE INDEX inbound_mails_sha256_index ON public.inbound_mails USING btree (sha256);
CREATE INDEX inbound_mails_status_id_index ON public.inbound_mails USING btree (status, id);

create table incident_children (
  child_id text not null,
  parent_id text not null,
  added_at timestamp(3) with time zone not null,
  constraint incident_children_child_id_foreign FOREIGN KEY (child_id) REFERENCES incidents(id),
  constraint incident_children_parent_id_foreign FOREIGN KEY (parent_id) REFERENCES incidents(id),
  constraint incident_children_pkey PRIMARY KEY (child_id)
);
CREATE INDEX incident_children_parent_id_child_id_index ON public.incident_children USING btree (parent_id, child_id);

create table incident_comments (
  id text not null,
  incident_id text not null,
  author_id text,
  author_name text not null,
  visibility text not null,
  body text not null,
  created_at timestamp(3) with time zone not null,
  origin text not null default 'person'::text,
  version integer not null default 1,
  edited_at timestamp(3) with time zone,
  deleted_at timestamp(3) with time zone,
  deleted_by_name text,
  addressed_to_id text,
  constraint incident_comments_author_id_foreign FOREIGN KEY (author_id) REFERENCES people(id),
  constraint incident_comments_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_comments_pkey PRIMARY KEY (id),
  constraint origin_known CHECK ((origin = ANY (ARRAY['person'::text, 'macro'::text, 'automatic'::text, 'mail'::text]))),
  constraint visibility_known CHECK ((visibility = ANY (ARRAY['public'::text, 'internal'::text])))
);
CREATE INDEX incident_comments_addressed_to ON public.incident_comments USING btree (addressed_to_id) WHERE (addressed_to_id IS NOT NULL);
CREATE INDEX incident_comments_incident_id_created_at_id_index ON public.incident_comments USING btree (incident_id, created_at, id);

create table incident_drafts (
  person_id text not null,
  incident_id text not null,
  visibility text not null,
  body text not null,
  device_id text not null,
  version integer not null,
  updated_at timestamp(3) with time zone not null,
  constraint incident_drafts_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_drafts_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint incident_drafts_pkey PRIMARY KEY (person_id, incident_id, visibility),
  constraint visibility_known CHECK ((visibility = ANY (ARRAY['public'::text, 'internal'::text])))
);
CREATE INDEX incident_drafts_updated_at_index ON public.incident_drafts USING btree (updated_at);

create table incident_events (
  id text not null,
  incident_id text not null,
  kind text not null,
  visibility text not null,
  actor_id text,
  actor_name text not null,
  comment_id text,
  attachment_id text,
  detail_json text not null,
  happened_at timestamp(3) with time zone not null,
  constraint incident_events_actor_id_foreign FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint incident_events_comment_id_foreign FOREIGN KEY (comment_id) REFERENCES incident_comments(id),
  constraint incident_events_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_events_pkey PRIMARY KEY (id),
  constraint visibility_known CHECK ((visibility = ANY (ARRAY['public'::text, 'internal'::text])))
);
CREATE INDEX incident_events_flow ON public.incident_events USING btree (kind, happened_at, incident_id) WHERE (kind = ANY (ARRAY['resolved'::text, 'reopened'::text, 'cancelled'::text]));
CREATE INDEX incident_events_incident_id_happened_at_id_index ON public.incident_events USING btree (incident_id, happened_at, id);

create table incident_fan_out_items (
  fan_out_id text not null,
  child_id text not null,
  state text not null,
  reason text,
  finished_at timestamp(3) with time zone,
  constraint incident_fan_out_items_child_id_foreign FOREIGN KEY (child_id) REFERENCES incidents(id),
  constraint incident_fan_out_items_fan_out_id_foreign FOREIGN KEY (fan_out_id) REFERENCES incident_fan_outs(id),
  constraint incident_fan_out_items_pkey PRIMARY KEY (fan_out_id, child_id),
  constraint state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'queued'::text, 'done'::text, 'skipped'::text])))
);
CREATE INDEX incident_fan_out_items_fan_out_id_state_child_id_index ON public.incident_fan_out_items USING btree (fan_out_id, state, child_id);

create table incident_fan_outs (
  id text not null,
  parent_id text not null,
  kind text not null,
  text text not null,
  code text,
  undoes_id text,
  actor_id text,
  actor_name text not null,
  actor_role text not null,
  total integer not null,
  done integer not null,
  skipped integer not null,
  created_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  constraint incident_fan_outs_actor_id_foreign FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint incident_fan_outs_parent_id_foreign FOREIGN KEY (parent_id) REFERENCES incidents(id),
  constraint incident_fan_outs_pkey PRIMARY KEY (id),
  constraint incident_fan_outs_undoes_id_foreign FOREIGN KEY (undoes_id) REFERENCES incident_fan_outs(id),
  constraint kind_known CHECK ((kind = ANY (ARRAY['answer'::text, 'resolve'::text, 'reopen'::text])))
);
CREATE INDEX incident_fan_outs_parent_id_id_index ON public.incident_fan_outs USING btree (parent_id, id);
CREATE INDEX incident_fan_outs_undoes_id_index ON public.incident_fan_outs USING btree (undoes_id);

create table incident_feed_interests (
  consumer text not null,
  kinds_json text not null,
  constraint incident_feed_interests_pkey PRIMARY KEY (consumer)
);

create table incident_forms (
  incident_id text not null,
  answers_json text not null,
  constraint incident_forms_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_forms_pkey PRIMARY KEY (incident_id)
);

create table incident_links (
  id text not null,
  from_id text not null,
  to_id text not null,
  kind text not null,
  created_at timestamp(3) with time zone not null,
  constraint incident_links_from_id_foreign FOREIGN KEY (from_id) REFERENCES incidents(id),
  constraint incident_links_from_id_to_id_kind_unique UNIQUE (from_id, to_id, kind),
  constraint incident_links_pkey PRIMARY KEY (id),
  constraint incident_links_to_id_foreign FOREIGN KEY (to_id) REFERENCES incidents(id),
  constraint kind_known CHECK ((kind = ANY (ARRAY['related'::text, 'duplicate'::text, 'causedBy'::text, 'blockedBy'::text])))
);
CREATE INDEX incident_links_to_id_index ON public.incident_links USING btree (to_id);

create table incident_merges (
  id text not null,
  source_id text not null,
  target_id text not null,
  before_json text not null,
  merged_at timestamp(3) with time zone not null,
  undone_at timestamp(3) with time zone,
  constraint incident_merges_pkey PRIMARY KEY (id),
  constraint incident_merges_source_id_foreign FOREIGN KEY (source_id) REFERENCES incidents(id),
  constraint incident_merges_target_id_foreign FOREIGN KEY (target_id) REFERENCES incidents(id)
);
CREATE INDEX incident_merges_source_id_index ON public.incident_merges USING btree (source_id);
CREATE INDEX incident_merges_target_id_index ON public.incident_merges USING btree (target_id);
CREATE UNIQUE INDEX incident_merges_standing ON public.incident_merges USING btree (source_id) WHERE (undone_at IS NULL);

create table incident_splits (
  id text not null,
  source_id text not null,
  created_id text not null,
  moved_json text not null,
  split_at timestamp(3) with time zone not null,
  undone_at timestamp(3) with time zone,
  constraint incident_splits_created_id_foreign FOREIGN KEY (created_id) REFERENCES incidents(id),
  constraint incident_splits_pkey PRIMARY KEY (id),
  constraint incident_splits_source_id_foreign FOREIGN KEY (source_id) REFERENCES incidents(id)
);
CREATE INDEX incident_splits_created_id_index ON public.incident_splits USING btree (created_id);
CREATE INDEX incident_splits_source_id_index ON public.incident_splits USING btree (source_id);

create table incident_tags (
  incident_id text not null,
  tag text not null,
  constraint incident_tags_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_tags_pkey PRIMARY KEY (incident_id, tag)
);
CREATE INDEX incident_tags_tag_incident_id_index ON public.incident_tags USING btree (tag, incident_id);

create table incident_watchers (
  incident_id text not null,
  person_id text not null,
  added_at timestamp(3) with time zone not null,
  constraint incident_watchers_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_watchers_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint incident_watchers_pkey PRIMARY KEY (incident_id, person_id)
);
CREATE INDEX incident_watchers_person_id_incident_id_index ON public.incident_watchers USING btree (person_id, incident_id);

create table incidents (
  id text not null,
  number integer not null,
  title text not null,
  description text not null,
  status text not null,
  is_open boolean not null,
  impact text not null,
  urgency text not null,
  raised_steps integer not null default 0,
  priority text not null,
  requester_id text,
  support_group_id text,
  assignee_id text,
  service_id text,
  asset_id text,
  source_type text not null,
  dedup_key text,
  opened_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  acknowledged_at timestamp(3) with time zone,
  response_due_at timestamp(3) with time zone,
  response_met_at timestamp(3) with time zone,
  response_breached_at timestamp(3) with time zone,
  resolution_due_at timestamp(3) with time zone,
  resolution_met_at timestamp(3) with time zone,
  resolution_breached_at timestamp(3) with time zone,
  next_due_at timestamp(3) with time zone not null,
  pending_reason text,
  resume_at timestamp(3) with time zone,
  resolution_code text,
  resolution_note text,
  resolved_at timestamp(3) with time zone,
  resolved_by_id text,
  closed_at timestamp(3) with time zone,
  merged_into_id text,
  version integer not null,
  next_response_due_at timestamp(3) with time zone,
  next_response_breached_at timestamp(3) with time zone,
  tags_json text not null default '[]'::text,
  constraint impact_known CHECK ((impact = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  constraint incidents_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint incidents_assignee_id_foreign FOREIGN KEY (assignee_id) REFERENCES people(id),
  constraint incidents_merged_into_id_foreign FOREIGN KEY (merged_into_id) REFERENCES incidents(id),
  constraint incidents_number_unique UNIQUE (number),
  constraint incidents_pkey PRIMARY KEY (id),
  constraint incidents_requester_id_foreign FOREIGN KEY (requester_id) REFERENCES people(id),
  constraint incidents_resolved_by_id_foreign FOREIGN KEY (resolved_by_id) REFERENCES people(id),
  constraint incidents_service_id_foreign FOREIGN KEY (service_id) REFERENCES services(id),
  constraint incidents_support_group_id_foreign FOREIGN KEY (support_group_id) REFERENCES support_groups(id),
  constraint priority_known CHECK ((priority = ANY (ARRAY['P1'::text, 'P2'::text, 'P3'::text, 'P4'::text, 'P5'::text]))),
  constraint status_known CHECK ((status = ANY (ARRAY['new'::text, 'in_progress'::text, 'pending'::text, 'resolved'::text, 'closed'::text, 'cancelled'::text]))),
  constraint urgency_known CHECK ((urgency = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])))
);
CREATE INDEX incidents_asset_id_opened_at_id_index ON public.incidents USING btree (asset_id, opened_at, id);
CREATE INDEX incidents_assignee_id_is_open_next_due_at_id_index ON public.incidents USING btree (assignee_id, is_open, next_due_at, id);
CREATE INDEX incidents_assignee_id_is_open_opened_at_id_index ON public.incidents USING btree (assignee_id, is_open, opened_at, id);
CREATE INDEX incidents_assignee_id_is_open_priority_next_due_at_id_index ON public.incidents USING btree (assignee_id, is_open, priority, next_due_at, id);
CREATE INDEX incidents_assignee_id_is_open_updated_at_id_index ON public.incidents USING btree (assignee_id, is_open, updated_at, id);
CREATE INDEX incidents_is_open_next_due_at_id_index ON public.incidents USING btree (is_open, next_due_at, id);
CREATE INDEX incidents_is_open_opened_at_id_index ON public.incidents USING btree (is_open, opened_at, id);
CREATE INDEX incidents_is_open_priority_next_due_at_id_index ON public.incidents USING btree (is_open, priority, next_due_at, id);
CREATE INDEX incidents_is_open_updated_at_id_index ON public.incidents USING btree (is_open, updated_at, id);
CREATE INDEX incidents_merged_into ON public.incidents USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX incidents_next_due_at_id_index ON public.incidents USING btree (next_due_at, id);
CREATE INDEX incidents_opened_at_id_index ON public.incidents USING btree (opened_at, id);
CREATE INDEX incidents_priority_next_due_at_id_index ON public.incidents USING btree (priority, next_due_at, id);
CREATE INDEX incidents_priority_opened_at_id_index ON public.incidents USING btree (priority, opened_at, id);
CREATE INDEX incidents_requester_id_opened_at_id_index ON public.incidents USING btree (requester_id, opened_at, id);
CREATE INDEX incidents_resolved ON public.incidents USING btree (resolved_at, resolved_by_id) WHERE (resolved_at IS NOT NULL);
CREATE INDEX incidents_resolved_at ON public.incidents USING btree (resolved_at, id) WHERE (resolved_at IS NOT NULL);
CREATE INDEX incidents_service_id_is_open_next_due_at_id_index ON public.incidents USING btree (service_id, is_open, next_due_at, id);
CREATE INDEX incidents_service_id_opened_at_id_index ON public.incidents USING btree (service_id, opened_at, id);
CREATE INDEX incidents_status_next_due_at_id_index ON public.incidents USING btree (status, next_due_at, id);
CREATE INDEX incidents_status_opened_at_id_index ON public.incidents USING btree (status, opened_at, id);
CREATE INDEX incidents_status_updated_at_id_index ON public.incidents USING btree (status, updated_at, id);
CREATE INDEX incidents_support_group_id_assignee_id_is_open_next_due_at_id_i ON public.incidents USING btree (support_group_id, assignee_id, is_open, next_due_at, id);
CREATE INDEX incidents_support_group_id_is_open_next_due_at_id_index ON public.incidents USING btree (support_group_id, is_open, next_due_at, id);
CREATE INDEX incidents_support_group_id_is_open_opened_at_id_index ON public.incidents USING btree (support_group_id, is_open, opened_at, id);
CREATE INDEX incidents_support_group_id_is_open_priority_next_due_at_id_inde ON public.incidents USING btree (support_group_id, is_open, priority, next_due_at, id);
CREATE INDEX incidents_support_group_id_is_open_updated_at_id_index ON public.incidents USING btree (support_group_id, is_open, updated_at, id);
CREATE INDEX incidents_support_group_id_opened_at_id_index ON public.incidents USING btree (support_group_id, opened_at, id);
CREATE INDEX incidents_updated_at_id_index ON public.incidents USING btree (updated_at, id);
CREATE UNIQUE INDEX incidents_dedup_key_open ON public.incidents USING btree (dedup_key) WHERE (is_open AND (dedup_key IS NOT NULL));

create table inventory_agents (
  id text not null,
  source_id text not null,
  device_id text not null,
  agent_uuid text,
  product text,
  name text,
  tag text,
  asset_id text,
  full text not null,
  first_seen_at timestamp(3) with time zone not null,
  last_contact_at timestamp(3) with time zone not null,
  last_inventory_at timestamp(3) with time zone,
  next_contact_by timestamp(3) with time zone,
  last_error text,
  constraint full_known CHECK (("full" = ANY (ARRAY['had'::text, 'wanted'::text, 'asked'::text]))),
  constraint inventory_agents_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE SET NULL,
  constraint inventory_agents_pkey PRIMARY KEY (id),
  constraint inventory_agents_source_id_device_id_unique UNIQUE (source_id, device_id),
  constraint inventory_agents_source_id_foreign FOREIGN KEY (source_id) REFERENCES inventory_sources(id) ON DELETE CASCADE
);
CREATE INDEX inventory_agents_asset_id_index ON public.inventory_agents USING btree (asset_id);
CREATE INDEX inventory_agents_last_contact_at_id_index ON public.inventory_agents USING btree (last_contact_at, id);

create table inventory_changes (
  id text not null,
  asset_id text not null,
  happened_at timestamp(3) with time zone not null,
  section text not null,
  kind text not null,
  item text not null,
  field text,
  from_json text not null,
  to_json text not null,
  agent_name text not null,
  constraint inventory_changes_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint inventory_changes_pkey PRIMARY KEY (id),
  constraint kind_known CHECK ((kind = ANY (ARRAY['added'::text, 'removed'::text, 'changed'::text])))
);
CREATE INDEX inventory_changes_asset_id_happened_at_id_index ON public.inventory_changes USING btree (asset_id, happened_at, id);

create table inventory_contacts (
  id text not null,
  source_id text,
  agent_id text,
  username text,
  device_id text,
  product text,
  address text,
  message text not null,
  status integer not null,
  answer text not null,
  outcome text,
  asset_id text,
  error text,
  is_error boolean not null,
  bytes bigint not null,
  duration_ms integer not null,
  happened_at timestamp(3) with time zone not null,
  constraint inventory_contacts_agent_id_foreign FOREIGN KEY (agent_id) REFERENCES inventory_agents(id) ON DELETE SET NULL,
  constraint inventory_contacts_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE SET NULL,
  constraint inventory_contacts_pkey PRIMARY KEY (id),
  constraint inventory_contacts_source_id_foreign FOREIGN KEY (source_id) REFERENCES inventory_sources(id) ON DELETE SET NULL
);
CREATE INDEX inventory_contacts_agent_id_id_index ON public.inventory_contacts USING btree (agent_id, id);
CREATE INDEX inventory_contacts_asset_id_id_index ON public.inventory_contacts USING btree (asset_id, id);
CREATE INDEX inventory_contacts_is_error_id_index ON public.inventory_contacts USING btree (is_error, id);
CREATE INDEX inventory_contacts_source_id_id_index ON public.inventory_contacts USING btree (source_id, id);

create table inventory_fingerprints (
  id text not null,
  hash text not null,
  identity_json text not null,
  state text not null,
  asset_id text,
  review_id text,
  is_pinned boolean not null,
  agent_name text,
  source_id text,
  first_seen_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  constraint inventory_fingerprints_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE SET NULL,
  constraint inventory_fingerprints_hash_unique UNIQUE (hash),
  constraint inventory_fingerprints_pkey PRIMARY KEY (id),
  constraint inventory_fingerprints_review_id_foreign FOREIGN KEY (review_id) REFERENCES inventory_reviews(id) ON DELETE SET NULL,
  constraint state_known CHECK ((state = ANY (ARRAY['assigned'::text, 'review'::text, 'ignored'::text])))
);
CREATE INDEX inventory_fingerprints_asset_id_index ON public.inventory_fingerprints USING btree (asset_id);
CREATE INDEX inventory_fingerprints_review_id_index ON public.inventory_fingerprints USING btree (review_id);

create table inventory_keys (
  fingerprint_id text not null,
  type text not null,
  value text not null,
  constraint inventory_keys_fingerprint_id_foreign FOREIGN KEY (fingerprint_id) REFERENCES inventory_fingerprints(id) ON DELETE CASCADE,
  constraint inventory_keys_pkey PRIMARY KEY (fingerprint_id, type, value)
);
CREATE INDEX inventory_keys_value_type_index ON public.inventory_keys USING btree (value, type);

create table inventory_machines (
  id integer not null,
  asset_id text,
  source_id text,
  agent_name text,
  device_id text not null,
  document_hash text not null,
  seen_version integer not null,
  is_stub boolean not null,
  written_json text not null,
  said_json text not null,
  differs text not null,
  first_contact_at timestamp(3) with time zone not null,
  last_contact_at timestamp(3) with time zone not null,
  last_full_at timestamp(3) with time zone,
  changed_at timestamp(3) with time zone not null,
  constraint inventory_machines_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE SET NULL,
  constraint inventory_machines_asset_id_unique UNIQUE (asset_id),
  constraint inventory_machines_pkey PRIMARY KEY (id)
);
CREATE INDEX inventory_machines_differs_id_index ON public.inventory_machines USING btree (differs, id);
CREATE INDEX inventory_machines_last_contact_at_id_index ON public.inventory_machines USING btree (last_contact_at, id);

create table inventory_merges (
  id text not null,
  kind text not null,
  from_asset_id text not null,
  into_asset_id text not null,
  before_json text not null,
  actor_id text,
  actor_name text not null,
  done_at timestamp(3) with time zone not null,
  undone_at timestamp(3) with time zone,
  undone_by_name text,
  constraint inventory_merges_from_asset_id_foreign FOREIGN KEY (from_asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint inventory_merges_into_asset_id_foreign FOREIGN KEY (into_asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint inventory_merges_pkey PRIMARY KEY (id),
  constraint kind_known CHECK ((kind = ANY (ARRAY['merge'::text, 'split'::text])))
);
CREATE INDEX inventory_merges_done_at_id_index ON public.inventory_merges USING btree (done_at, id);
CREATE INDEX inventory_merges_from_asset_id_undone_at_index ON public.inventory_merges USING btree (from_asset_id, undone_at);
CREATE INDEX inventory_merges_into_asset_id_undone_at_index ON public.inventory_merges USING btree (into_asset_id, undone_at);

create table inventory_reviews (
  id text not null,
  reason text not null,
  state text not null,
  name text,
  identity_json text not null,
  candidates_json text not null,
  document bytea,
  undo_json text,
  source_id text,
  decision text,
  asset_id text,
  decider_id text,
  decider_name text,
  decided_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null,
  constraint decision_known CHECK ((decision = ANY (ARRAY['asset'::text, 'new'::text, 'ignore'::text]))),
  constraint inventory_reviews_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE SET NULL,
  constraint inventory_reviews_decider_id_foreign FOREIGN KEY (decider_id) REFERENCES people(id),
  constraint inventory_reviews_pkey PRIMARY KEY (id),
  constraint reason_known CHECK ((reason = ANY (ARRAY['several'::text, 'contradiction'::text]))),
  constraint state_known CHECK ((state = ANY (ARRAY['open'::text, 'decided'::text, 'settled'::text])))
);
CREATE INDEX inventory_reviews_asset_id_index ON public.inventory_reviews USING btree (asset_id);
CREATE INDEX inventory_reviews_state_created_at_id_index ON public.inventory_reviews USING btree (state, created_at, id);

create table inventory_rules (
  id text not null,
  rules_json text not null,
  junk_json text not null,
  version integer not null,
  constraint inventory_rules_pkey PRIMARY KEY (id)
);

create table inventory_sections (
  machine_id integer not null,
  name text not null,
  hash text not null,
  body_json text not null,
  said_at timestamp(3) with time zone not null,
  constraint inventory_sections_machine_id_foreign FOREIGN KEY (machine_id) REFERENCES inventory_machines(id) ON DELETE CASCADE,
  constraint inventory_sections_pkey PRIMARY KEY (machine_id, name)
);

create table inventory_sources (
  id text not null,
  name text not null,
  username text not null,
  password_hash text not null,
  location_id text,
  contact_every text not null,
  is_active boolean not null,
  reserved_for text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint inventory_sources_location_id_foreign FOREIGN KEY (location_id) REFERENCES locations(id),
  constraint inventory_sources_name_unique UNIQUE (name),
  constraint inventory_sources_pkey PRIMARY KEY (id),
  constraint inventory_sources_username_unique UNIQUE (username)
);
CREATE INDEX inventory_sources_location_id_index ON public.inventory_sources USING btree (location_id);

create table inventory_submissions (
  id text not null,
  source_id text,
  agent_id text,
  agent_uuid text,
  request_id text,
  packed bytea,
  status text not null,
  error text,
  received_at timestamp(3) with time zone not null,
  processed_at timestamp(3) with time zone,
  constraint inventory_submissions_agent_id_foreign FOREIGN KEY (agent_id) REFERENCES inventory_agents(id) ON DELETE SET NULL,
  constraint inventory_submissions_pkey PRIMARY KEY (id),
  constraint inventory_submissions_source_id_foreign FOREIGN KEY (source_id) REFERENCES inventory_sources(id) ON DELETE SET NULL,
  constraint status_known CHECK ((status = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX inventory_submissions_agent_id_id_index ON public.inventory_submissions USING btree (agent_id, id);
CREATE INDEX inventory_submissions_request_id_index ON public.inventory_submissions USING btree (request_id);
CREATE INDEX inventory_submissions_source_id_index ON public.inventory_submissions USING btree (source_id);
CREATE INDEX inventory_submissions_status_id_index ON public.inventory_submissions USING btree (status, id);

create table kit_hand_outs (
  id text not null,
  kit_id text not null,
  kit_name text not null,
  holder_type text not null,
  holder_id text not null,
  contents_json text not null,
  note text,
  actor_id text,
  actor_name text not null,
  handed_out_at timestamp(3) with time zone not null,
  returned_at timestamp(3) with time zone,
  constraint holder_type_known CHECK ((holder_type = ANY (ARRAY['person'::text, 'location'::text]))),
  constraint kit_hand_outs_kit_id_foreign FOREIGN KEY (kit_id) REFERENCES kits(id),
  constraint kit_hand_outs_pkey PRIMARY KEY (id)
);
CREATE INDEX kit_hand_outs_holder_id_id_index ON public.kit_hand_outs USING btree (holder_id, id);
CREATE INDEX kit_hand_outs_kit_id_id_index ON public.kit_hand_outs USING btree (kit_id, id);

create table kits (
  id text not null,
  name text not null,
  name_key text not null,
  notes text,
  lines_json text not null,
  is_active boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint kits_name_key_unique UNIQUE (name_key),
  constraint kits_pkey PRIMARY KEY (id)
);

create table label_templates (
  id text not null,
  name text not null,
  paper_json text not null,
  design_json text not null,
  is_default boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint label_templates_pkey PRIMARY KEY (id)
);
CREATE INDEX label_templates_name_id_index ON public.label_templates USING btree (name, id);

create table lendable_assets (
  asset_id text not null,
  created_at timestamp(3) with time zone not null,
  constraint lendable_assets_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint lendable_assets_pkey PRIMARY KEY (asset_id)
);

create table licence_seats (
  id text not null,
  licence_id text not null,
  person_id text,
  asset_id text,
  note text,
  assigned_at timestamp(3) with time zone not null,
  assigned_by_id text,
  assigned_by_name text not null,
  freed_at timestamp(3) with time zone,
  freed_by_name text,
  freed_because text,
  constraint licence_seats_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint licence_seats_licence_id_foreign FOREIGN KEY (licence_id) REFERENCES licences(id) ON DELETE CASCADE,
  constraint licence_seats_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint licence_seats_pkey PRIMARY KEY (id)
);
CREATE INDEX licence_seats_licence_id_assigned_at_id_index ON public.licence_seats USING btree (licence_id, assigned_at, id);
CREATE UNIQUE INDEX licence_seats_asset ON public.licence_seats USING btree (asset_id, licence_id) WHERE (freed_at IS NULL);
CREATE UNIQUE INDEX licence_seats_person ON public.licence_seats USING btree (person_id, licence_id) WHERE (freed_at IS NULL);

create table licence_software (
  licence_id text not null,
  software_id text not null,
  constraint licence_software_licence_id_foreign FOREIGN KEY (licence_id) REFERENCES licences(id) ON DELETE CASCADE,
  constraint licence_software_pkey PRIMARY KEY (licence_id, software_id),
  constraint licence_software_software_id_foreign FOREIGN KEY (software_id) REFERENCES software_titles(id)
);
CREATE INDEX licence_software_software_id_index ON public.licence_software USING btree (software_id);

create table licences (
  id text not null,
  name text not null,
  name_key text not null,
  publisher text,
  metric text not null,
  seats integer,
  seats_used integer not null,
  sealed_key text,
  supplier_id text,
  order_number text,
  purchased_on text,
  cost_cents bigint,
  currency text,
  expires_on text,
  is_reassignable boolean not null,
  notes text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint licences_pkey PRIMARY KEY (id),
  constraint licences_supplier_id_foreign FOREIGN KEY (supplier_id) REFERENCES suppliers(id),
  constraint metric_known CHECK ((metric = ANY (ARRAY['person'::text, 'device'::text])))
);
CREATE INDEX licences_expires_on_id_index ON public.licences USING btree (expires_on, id);
CREATE INDEX licences_name_key_id_index ON public.licences USING btree (name_key, id);
CREATE INDEX licences_supplier_id_index ON public.licences USING btree (supplier_id);

create table locations (
  id text not null,
  name text not null,
  parent_id text,
  time_zone text not null,
  address text,
  created_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint locations_parent_id_foreign FOREIGN KEY (parent_id) REFERENCES locations(id),
  constraint locations_pkey PRIMARY KEY (id)
);

create table macro_runs (
  id text not null,
  macro_id text not null,
  incident_id text not null,
  person_id text,
  before_json text not null,
  added_json text not null,
  version_after integer not null,
  applied_at timestamp(3) with time zone not null,
  undone_at timestamp(3) with time zone,
  constraint macro_runs_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint macro_runs_macro_id_foreign FOREIGN KEY (macro_id) REFERENCES macros(id),
  constraint macro_runs_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint macro_runs_pkey PRIMARY KEY (id)
);
CREATE INDEX macro_runs_incident_id_id_index ON public.macro_runs USING btree (incident_id, id);

create table macros (
  id text not null,
  name text not null,
  support_group_id text,
  actions_json text not null,
  is_active boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint macros_name_unique UNIQUE (name),
  constraint macros_pkey PRIMARY KEY (id),
  constraint macros_support_group_id_foreign FOREIGN KEY (support_group_id) REFERENCES support_groups(id)
);

create table mail_limits (
  name text not null,
  tokens real not null,
  strikes integer not null,
  suppressed integer not null,
  refilled_at timestamp(3) with time zone not null,
  tried_at timestamp(3) with time zone not null,
  constraint mail_limits_pkey PRIMARY KEY (name)
);
CREATE INDEX mail_limits_strikes_tried_at_index ON public.mail_limits USING btree (strikes, tried_at);

create table mail_messages (
  message_id text not null,
  subject_id text not null,
  person_id text,
  created_at timestamp(3) with time zone not null,
  constraint mail_messages_pkey PRIMARY KEY (message_id)
);
CREATE INDEX mail_messages_subject_id_created_at_index ON public.mail_messages USING btree (subject_id, created_at);

create table mail_policy (
  id text not null,
  auth_servers_json text not null,
  accepted_domains_json text not null,
  unknown_senders text not null,
  reopen_days integer not null,
  is_acknowledging boolean not null,
  max_bytes bigint not null,
  version integer not null,
  constraint mail_policy_pkey PRIMARY KEY (id),
  constraint unknown_senders_known CHECK ((unknown_senders = ANY (ARRAY['accept'::text, 'quarantine'::text])))
);

create table mailbox_progress (
  mailbox_id text not null,
  uid_validity bigint,
  last_uid bigint not null,
  waiting integer not null,
  checked_at timestamp(3) with time zone,
  succeeded_at timestamp(3) with time zone,
  failed_at timestamp(3) with time zone,
  failures integer not null,
  last_error text,
  lease_holder text,
  lease_until_at timestamp(3) with time zone,
  constraint mailbox_progress_mailbox_id_foreign FOREIGN KEY (mailbox_id) REFERENCES mailboxes(id) ON DELETE CASCADE,
  constraint mailbox_progress_pkey PRIMARY KEY (mailbox_id)
);

create table mailboxes (
  id text not null,
  name text not null,
  address text,
  host text not null,
  port integer not null,
  security text not null,
  username text not null,
  password_sealed text not null,
  folder text not null,
  processed_folder text,
  support_group_id text,
  service_id text,
  is_active boolean not null,
  since_at timestamp(3) with time zone,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint mailboxes_name_unique UNIQUE (name),
  constraint mailboxes_pkey PRIMARY KEY (id),
  constraint mailboxes_service_id_foreign FOREIGN KEY (service_id) REFERENCES services(id),
  constraint mailboxes_support_group_id_foreign FOREIGN KEY (support_group_id) REFERENCES support_groups(id),
  constraint security_known CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text])))
);

create table major_incident_affected (
  major_incident_id text not null,
  person_id text not null,
  since_at timestamp(3) with time zone not null,
  constraint major_incident_affected_major_incident_id_foreign FOREIGN KEY (major_incident_id) REFERENCES major_incidents(id),
  constraint major_incident_affected_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint major_incident_affected_pkey PRIMARY KEY (major_incident_id, person_id)
);
CREATE INDEX major_incident_affected_person_id_index ON public.major_incident_affected USING btree (person_id);

create table major_incident_entries (
  id text not null,
  major_incident_id text not null,
  kind text not null,
  text text not null,
  actor_id text,
  actor_name text not null,
  happened_at timestamp(3) with time zone not null,
  constraint major_incident_entries_actor_id_foreign FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint major_incident_entries_major_incident_id_foreign FOREIGN KEY (major_incident_id) REFERENCES major_incidents(id),
  constraint major_incident_entries_pkey PRIMARY KEY (id)
);
CREATE INDEX major_incident_entries_major_incident_id_happened_at_id_index ON public.major_incident_entries USING btree (major_incident_id, happened_at, id);

create table major_incident_scopes (
  major_incident_id text not null,
  kind text not null,
  value text not null,
  constraint kind_known CHECK ((kind = ANY (ARRAY['service'::text, 'location'::text]))),
  constraint major_incident_scopes_major_incident_id_foreign FOREIGN KEY (major_incident_id) REFERENCES major_incidents(id),
  constraint major_incident_scopes_pkey PRIMARY KEY (major_incident_id, kind, value)
);

create table major_incident_tasks (
  id text not null,
  major_incident_id text not null,
  phase text not null,
  title text not null,
  assignee_id text,
  done_by_id text,
  done_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint major_incident_tasks_assignee_id_foreign FOREIGN KEY (assignee_id) REFERENCES people(id),
  constraint major_incident_tasks_done_by_id_foreign FOREIGN KEY (done_by_id) REFERENCES people(id),
  constraint major_incident_tasks_major_incident_id_foreign FOREIGN KEY (major_incident_id) REFERENCES major_incidents(id),
  constraint major_incident_tasks_pkey PRIMARY KEY (id),
  constraint phase_known CHECK ((phase = ANY (ARRAY['response'::text, 'review'::text])))
);
CREATE INDEX major_incident_tasks_major_incident_id_id_index ON public.major_incident_tasks USING btree (major_incident_id, id);

create table major_incident_updates (
  id text not null,
  major_incident_id text not null,
  stage text not null,
  body_en text not null,
  body_fr text not null,
  author_id text,
  author_name text not null,
  published_at timestamp(3) with time zone not null,
  told_at timestamp(3) with time zone,
  constraint major_incident_updates_author_id_foreign FOREIGN KEY (author_id) REFERENCES people(id),
  constraint major_incident_updates_major_incident_id_foreign FOREIGN KEY (major_incident_id) REFERENCES major_incidents(id),
  constraint major_incident_updates_pkey PRIMARY KEY (id),
  constraint stage_known CHECK ((stage = ANY (ARRAY['investigating'::text, 'identified'::text, 'monitoring'::text, 'ended'::text])))
);
CREATE INDEX major_incident_updates_major_incident_id_id_index ON public.major_incident_updates USING btree (major_incident_id, id);

create table major_incidents (
  id text not null,
  incident_id text not null,
  state text not null,
  title_en text not null,
  title_fr text not null,
  body_en text not null,
  body_fr text not null,
  commander_id text,
  update_every text,
  update_due_at timestamp(3) with time zone,
  affected_count integer not null,
  root_cause text not null,
  lessons text not null,
  version integer not null,
  declared_by_id text,
  declared_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint major_incidents_commander_id_foreign FOREIGN KEY (commander_id) REFERENCES people(id),
  constraint major_incidents_declared_by_id_foreign FOREIGN KEY (declared_by_id) REFERENCES people(id),
  constraint major_incidents_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint major_incidents_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['active'::text, 'ended'::text, 'withdrawn'::text])))
);
CREATE INDEX major_incidents_incident_id_index ON public.major_incidents USING btree (incident_id);
CREATE INDEX major_incidents_state_declared_at_id_index ON public.major_incidents USING btree (state, declared_at, id);
CREATE UNIQUE INDEX major_incidents_standing ON public.major_incidents USING btree (incident_id) WHERE (state <> 'withdrawn'::text);

create table manufacturer_aliases (
  name_key text not null,
  name text not null,
  manufacturer_id text not null,
  created_at timestamp(3) with time zone not null,
  constraint manufacturer_aliases_manufacturer_id_foreign FOREIGN KEY (manufacturer_id) REFERENCES manufacturers(id) ON DELETE CASCADE,
  constraint manufacturer_aliases_pkey PRIMARY KEY (name_key)
);
CREATE INDEX manufacturer_aliases_manufacturer_id_index ON public.manufacturer_aliases USING btree (manufacturer_id);

create table manufacturers (
  id text not null,
  name text not null,
  name_key text not null,
  url text,
  support_url text,
  support_phone text,
  support_email text,
  notes text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint manufacturers_name_key_unique UNIQUE (name_key),
  constraint manufacturers_pkey PRIMARY KEY (id)
);

create table notification_preferences (
  person_id text not null,
  rules_json text not null,
  version integer not null,
  updated_at timestamp(3) with time zone not null,
  constraint notification_preferences_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint notification_preferences_pkey PRIMARY KEY (person_id)
);

create table notifications (
  id text not null,
  recipient_id text not null,
  kind text not null,
  subject_type text not null,
  subject_id text not null,
  data_json text not null,
  key text not null,
  created_at timestamp(3) with time zone not null,
  read_at timestamp(3) with time zone,
  urgency text not null default 'notify'::text,
  is_hidden boolean not null default false,
  constraint notifications_pkey PRIMARY KEY (id),
  constraint notifications_recipient_id_foreign FOREIGN KEY (recipient_id) REFERENCES people(id),
  constraint notifications_recipient_id_key_unique UNIQUE (recipient_id, key)
);
CREATE INDEX notifications_about ON public.notifications USING btree (subject_id);
CREATE INDEX notifications_recipient_id_id_index ON public.notifications USING btree (recipient_id, id);
CREATE INDEX notifications_unread ON public.notifications USING btree (recipient_id) WHERE (read_at IS NULL);

create table on_call_feeds (
  id text not null,
  token_hash text not null,
  person_id text not null,
  schedule_id text,
  created_at timestamp(3) with time zone not null,
  last_read_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  constraint on_call_feeds_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint on_call_feeds_pkey PRIMARY KEY (id),
  constraint on_call_feeds_schedule_id_foreign FOREIGN KEY (schedule_id) REFERENCES on_call_schedules(id),
  constraint on_call_feeds_token_hash_unique UNIQUE (token_hash)
);
CREATE INDEX on_call_feeds_person_id_id_index ON public.on_call_feeds USING btree (person_id, id);

create table on_call_gaps (
  id text not null,
  schedule_id text not null,
  start_at timestamp(3) with time zone not null,
  end_at timestamp(3) with time zone not null,
  found_at timestamp(3) with time zone not null,
  resolved_at timestamp(3) with time zone,
  outcome text,
  constraint on_call_gaps_pkey PRIMARY KEY (id),
  constraint on_call_gaps_schedule_id_foreign FOREIGN KEY (schedule_id) REFERENCES on_call_schedules(id),
  constraint outcome_known CHECK ((outcome = ANY (ARRAY['covered'::text, 'passed'::text, 'unused'::text])))
);
CREATE INDEX on_call_gaps_schedule_id_resolved_at_index ON public.on_call_gaps USING btree (schedule_id, resolved_at);

create table on_call_overrides (
  id text not null,
  schedule_id text not null,
  person_id text,
  replaces_person_id text,
  start_at timestamp(3) with time zone not null,
  end_at timestamp(3) with time zone not null,
  reason text,
  created_by_id text,
  created_at timestamp(3) with time zone not null,
  kind text not null default 'everybody'::text,
  swap_id text,
  constraint on_call_overrides_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint on_call_overrides_pkey PRIMARY KEY (id),
  constraint on_call_overrides_replaces_person_id_foreign FOREIGN KEY (replaces_person_id) REFERENCES people(id),
  constraint on_call_overrides_schedule_id_foreign FOREIGN KEY (schedule_id) REFERENCES on_call_schedules(id)
);
CREATE INDEX on_call_overrides_schedule_id_end_at_index ON public.on_call_overrides USING btree (schedule_id, end_at);

create table on_call_preferences (
  person_id text not null,
  reminders_json text not null,
  is_told_of_handovers boolean not null,
  updated_at timestamp(3) with time zone not null,
  constraint on_call_preferences_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint on_call_preferences_pkey PRIMARY KEY (person_id)
);

create table on_call_schedule_versions (
  schedule_id text not null,
  version integer not null,
  plan_json text not null,
  changed_by_id text,
  created_at timestamp(3) with time zone not null,
  constraint on_call_schedule_versions_pkey PRIMARY KEY (schedule_id, version),
  constraint on_call_schedule_versions_schedule_id_foreign FOREIGN KEY (schedule_id) REFERENCES on_call_schedules(id)
);

create table on_call_schedules (
  id text not null,
  name text not null,
  time_zone text not null,
  rotations_json text not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  layering text not null default 'together'::text,
  cover_week_json text,
  is_watched boolean not null default true,
  recorded_at timestamp(3) with time zone,
  settled_at timestamp(3) with time zone,
  told_at timestamp(3) with time zone,
  next_tell_at timestamp(3) with time zone,
  retired_at timestamp(3) with time zone,
  constraint on_call_schedules_name_unique UNIQUE (name),
  constraint on_call_schedules_pkey PRIMARY KEY (id)
);
CREATE INDEX on_call_schedules_next_tell_at_index ON public.on_call_schedules USING btree (next_tell_at);

create table on_call_shifts (
  id text not null,
  schedule_id text not null,
  person_id text not null,
  start_at timestamp(3) with time zone not null,
  end_at timestamp(3) with time zone not null,
  rotation text,
  level integer not null,
  override_id text,
  temporary_id text,
  constraint on_call_shifts_pkey PRIMARY KEY (id),
  constraint on_call_shifts_schedule_id_foreign FOREIGN KEY (schedule_id) REFERENCES on_call_schedules(id)
);
CREATE INDEX on_call_shifts_schedule_id_end_at_index ON public.on_call_shifts USING btree (schedule_id, end_at);

create table on_call_swap_recipients (
  swap_id text not null,
  person_id text not null,
  answer text,
  answered_at timestamp(3) with time zone,
  constraint answer_known CHECK ((answer = ANY (ARRAY['accepted'::text, 'declined'::text]))),
  constraint on_call_swap_recipients_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint on_call_swap_recipients_pkey PRIMARY KEY (swap_id, person_id),
  constraint on_call_swap_recipients_swap_id_foreign FOREIGN KEY (swap_id) REFERENCES on_call_swaps(id)
);
CREATE INDEX on_call_swap_recipients_person_id_swap_id_index ON public.on_call_swap_recipients USING btree (person_id, swap_id);

create table on_call_swaps (
  id text not null,
  schedule_id text not null,
  asker_id text not null,
  start_at timestamp(3) with time zone not null,
  end_at timestamp(3) with time zone not null,
  return_start_at timestamp(3) with time zone,
  return_end_at timestamp(3) with time zone,
  message text,
  state text not null,
  taker_id text,
  expires_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null,
  decided_at timestamp(3) with time zone,
  constraint on_call_swaps_asker_id_foreign FOREIGN KEY (asker_id) REFERENCES people(id),
  constraint on_call_swaps_pkey PRIMARY KEY (id),
  constraint on_call_swaps_schedule_id_foreign FOREIGN KEY (schedule_id) REFERENCES on_call_schedules(id),
  constraint on_call_swaps_taker_id_foreign FOREIGN KEY (taker_id) REFERENCES people(id),
  constraint state_known CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX on_call_swaps_asker_id_id_index ON public.on_call_swaps USING btree (asker_id, id);
CREATE INDEX on_call_swaps_schedule_id_end_at_index ON public.on_call_swaps USING btree (schedule_id, end_at);
CREATE INDEX on_call_swaps_state_expires_at_index ON public.on_call_swaps USING btree (state, expires_at);

create table on_call_temporary_schedules (
  id text not null,
  schedule_id text not null,
  start_at timestamp(3) with time zone not null,
  end_at timestamp(3) with time zone not null,
  shifts_json text not null,
  reason text,
  created_by_id text,
  created_at timestamp(3) with time zone not null,
  constraint on_call_temporary_schedules_pkey PRIMARY KEY (id),
  constraint on_call_temporary_schedules_schedule_id_foreign FOREIGN KEY (schedule_id) REFERENCES on_call_schedules(id)
);
CREATE INDEX on_call_temporary_schedules_schedule_id_end_at_index ON public.on_call_temporary_schedules USING btree (schedule_id, end_at);

create table outbox (
  id text not null,
  key text,
  job text not null,
  payload_json text not null,
  run_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null,
  round integer not null default 0,
  last_error text,
  constraint outbox_key_unique UNIQUE (key),
  constraint outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_run_at_id_index ON public.outbox USING btree (run_at, id);

create table people (
  id text not null,
  email text not null,
  name text not null,
  role text not null,
  language text not null,
  time_zone text not null,
  department text,
  job_title text,
  phone text,
  location_id text,
  manager_id text,
  password_hash text,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  is_limited_to_sites boolean not null default false,
  constraint people_email_unique UNIQUE (email),
  constraint people_location_id_foreign FOREIGN KEY (location_id) REFERENCES locations(id),
  constraint people_manager_id_foreign FOREIGN KEY (manager_id) REFERENCES people(id),
  constraint people_pkey PRIMARY KEY (id),
  constraint role_known CHECK ((role = ANY (ARRAY['employee'::text, 'technician'::text, 'lead'::text, 'admin'::text])))
);
CREATE INDEX people_department_index ON public.people USING btree (department);
CREATE INDEX people_name_id_index ON public.people USING btree (name, id);

create table person_addresses (
  address text not null,
  person_id text not null,
  created_at timestamp(3) with time zone not null,
  constraint person_addresses_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint person_addresses_pkey PRIMARY KEY (address)
);
CREATE INDEX person_addresses_person_id_index ON public.person_addresses USING btree (person_id);

create table person_sites (
  person_id text not null,
  location_id text not null,
  granted_at timestamp(3) with time zone not null,
  granted_by text not null,
  constraint person_sites_location_id_foreign FOREIGN KEY (location_id) REFERENCES locations(id) ON DELETE CASCADE,
  constraint person_sites_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint person_sites_pkey PRIMARY KEY (person_id, location_id)
);
CREATE INDEX person_sites_location_id_index ON public.person_sites USING btree (location_id);

create table person_skills (
  person_id text not null,
  skill text not null,
  constraint person_skills_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint person_skills_pkey PRIMARY KEY (person_id, skill)
);
CREATE INDEX person_skills_skill_index ON public.person_skills USING btree (skill);

create table program_keys (
  name text not null,
  public_key text not null,
  sealed_key text not null,
  created_at timestamp(3) with time zone not null,
  constraint program_keys_pkey PRIMARY KEY (name)
);

create table recovery_points (
  id text not null,
  policy_id text not null,
  asset_id text not null,
  repository_id text not null,
  run_id text not null,
  ref text not null,
  taken_at timestamp(3) with time zone not null,
  files bigint not null,
  bytes bigint not null,
  stored_bytes bigint not null,
  is_good boolean not null,
  proof_json text not null,
  source_facts_json text not null,
  verified_rung text,
  verified_at timestamp(3) with time zone,
  damaged_at timestamp(3) with time zone,
  forgotten_at timestamp(3) with time zone,
  held_at timestamp(3) with time zone,
  held_until timestamp(3) with time zone,
  hold_reason text,
  held_by_id text,
  doomed_at timestamp(3) with time zone,
  constraint recovery_points_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint recovery_points_pkey PRIMARY KEY (id),
  constraint recovery_points_policy_id_foreign FOREIGN KEY (policy_id) REFERENCES backup_policies(id),
  constraint recovery_points_repository_id_foreign FOREIGN KEY (repository_id) REFERENCES backup_repositories(id),
  constraint recovery_points_repository_id_ref_unique UNIQUE (repository_id, ref),
  constraint recovery_points_run_id_foreign FOREIGN KEY (run_id) REFERENCES backup_runs(id),
  constraint verified_rung_known CHECK ((verified_rung = ANY (ARRAY['structure'::text, 'data'::text, 'sample'::text, 'restore'::text])))
);
CREATE INDEX recovery_points_asset_id_taken_at_id_index ON public.recovery_points USING btree (asset_id, taken_at, id);
CREATE INDEX recovery_points_policy_id_taken_at_id_index ON public.recovery_points USING btree (policy_id, taken_at, id);
CREATE INDEX recovery_points_taken_at_id_index ON public.recovery_points USING btree (taken_at, id);

create table repairs (
  id text not null,
  number text not null,
  asset_id text not null,
  kind text not null,
  title text not null,
  supplier_id text,
  reference text,
  incident_id text,
  status text not null,
  outcome text,
  is_away boolean not null,
  is_warranty boolean not null,
  started_on text not null,
  expected_on text,
  finished_on text,
  cost_cents bigint,
  currency text,
  notes text,
  created_by_id text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint kind_known CHECK ((kind = ANY (ARRAY['repair'::text, 'maintenance'::text, 'upgrade'::text, 'calibration'::text]))),
  constraint outcome_known CHECK ((outcome = ANY (ARRAY['repaired'::text, 'replaced'::text, 'irreparable'::text, 'no_fault_found'::text]))),
  constraint repairs_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint repairs_created_by_id_foreign FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint repairs_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint repairs_number_unique UNIQUE (number),
  constraint repairs_pkey PRIMARY KEY (id),
  constraint repairs_supplier_id_foreign FOREIGN KEY (supplier_id) REFERENCES suppliers(id),
  constraint status_known CHECK ((status = ANY (ARRAY['open'::text, 'returned'::text, 'cancelled'::text])))
);
CREATE INDEX repairs_asset_id_started_on_index ON public.repairs USING btree (asset_id, started_on);
CREATE INDEX repairs_status_expected_on_id_index ON public.repairs USING btree (status, expected_on, id);
CREATE INDEX repairs_supplier_id_index ON public.repairs USING btree (supplier_id);
CREATE UNIQUE INDEX repairs_one_away ON public.repairs USING btree (asset_id) WHERE ((status = 'open'::text) AND is_away);

create table report_schedules (
  id text not null,
  name text not null,
  report text not null,
  filter_json text not null,
  period text not null,
  cron text not null,
  time_zone text not null,
  recipient_ids_json text not null,
  is_active boolean not null,
  version integer not null,
  created_by_id text,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  last_sent_at timestamp(3) with time zone,
  constraint report_schedules_created_by_id_foreign FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint report_schedules_pkey PRIMARY KEY (id)
);
CREATE INDEX report_schedules_name_id_index ON public.report_schedules USING btree (name, id);

create table requestable_items (
  id text not null,
  name text not null,
  description text,
  approval text not null,
  is_offered boolean not null,
  version integer not null,
  constraint approval_known CHECK ((approval = ANY (ARRAY['none'::text, 'manager'::text, 'lead'::text]))),
  constraint requestable_items_pkey PRIMARY KEY (id)
);
CREATE INDEX requestable_items_name_id_index ON public.requestable_items USING btree (name, id);

create table reservations (
  id text not null,
  asset_id text not null,
  person_id text not null,
  from_at timestamp(3) with time zone not null,
  until_at timestamp(3) with time zone not null,
  state text not null,
  note text,
  created_by_id text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint reservations_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint reservations_created_by_id_foreign FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint reservations_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint reservations_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['booked'::text, 'collected'::text, 'ended'::text, 'cancelled'::text, 'missed'::text])))
);
CREATE INDEX reservations_asset_id_state_until_at_index ON public.reservations USING btree (asset_id, state, until_at);
CREATE INDEX reservations_person_id_until_at_index ON public.reservations USING btree (person_id, until_at);
CREATE INDEX reservations_state_until_at_id_index ON public.reservations USING btree (state, until_at, id);

create table return_reminders (
  asset_id text not null,
  due_at timestamp(3) with time zone not null,
  days integer not null,
  sent_at timestamp(3) with time zone not null,
  constraint return_reminders_pkey PRIMARY KEY (asset_id, due_at, days)
);

create table routing_rule_firings (
  id text not null,
  rule_id text not null,
  rule_version integer not null,
  rule_name text not null,
  incident_id text not null,
  event_id text,
  occasion_at timestamp(3) with time zone,
  fired_at timestamp(3) with time zone not null,
  outcome text not null,
  actions_json text not null,
  constraint outcome_known CHECK ((outcome = ANY (ARRAY['acted'::text, 'refused'::text, 'stopped'::text]))),
  constraint routing_rule_firings_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint routing_rule_firings_pkey PRIMARY KEY (id),
  constraint routing_rule_firings_rule_id_event_id_unique UNIQUE (rule_id, event_id),
  constraint routing_rule_firings_rule_id_incident_id_occasion_at_unique UNIQUE (rule_id, incident_id, occasion_at)
);
CREATE INDEX routing_rule_firings_incident_id_id_index ON public.routing_rule_firings USING btree (incident_id, id);
CREATE INDEX routing_rule_firings_rule_id_id_index ON public.routing_rule_firings USING btree (rule_id, id);

create table routing_rules (
  id text not null,
  name text not null,
  is_active boolean not null,
  position integer not null,
  trigger_json text not null,
  filters_json text not null,
  actions_json text not null,
  is_last boolean not null,
  active_from_at timestamp(3) with time zone not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint routing_rules_pkey PRIMARY KEY (id)
);
CREATE INDEX routing_rules_position_id_index ON public.routing_rules USING btree ("position", id);

create table satisfaction_requests (
  incident_id text not null,
  person_id text not null,
  asked_at timestamp(3) with time zone not null,
  rating integer,
  comment text,
  rated_at timestamp(3) with time zone,
  constraint satisfaction_requests_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint satisfaction_requests_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint satisfaction_requests_pkey PRIMARY KEY (incident_id)
);
CREATE INDEX satisfaction_requests_asked_at_incident_id_index ON public.satisfaction_requests USING btree (asked_at, incident_id);
CREATE INDEX satisfaction_requests_person_id_asked_at_index ON public.satisfaction_requests USING btree (person_id, asked_at);

create table satisfaction_settings (
  id text not null,
  is_asking boolean not null,
  days_between integer not null,
  low_rating integer not null,
  version integer not null,
  constraint satisfaction_settings_pkey PRIMARY KEY (id)
);

create table scans (
  id text not null,
  action text not null,
  code text not null,
  audit_id text,
  asset_id text,
  location_id text,
  actor_id text not null,
  actor_name text not null,
  scanned_at timestamp(3) with time zone not null,
  received_at timestamp(3) with time zone not null,
  outcome text not null,
  answer_json text not null,
  constraint action_known CHECK ((action = ANY (ARRAY['audit'::text, 'check_out'::text, 'check_in'::text]))),
  constraint outcome_known CHECK ((outcome = ANY (ARRAY['found'::text, 'misplaced'::text, 'unexpected'::text, 'again'::text, 'unknown'::text, 'done'::text, 'refused'::text, 'closed'::text]))),
  constraint scans_audit_id_foreign FOREIGN KEY (audit_id) REFERENCES audits(id),
  constraint scans_pkey PRIMARY KEY (id)
);
CREATE INDEX scans_asset_id_received_at_index ON public.scans USING btree (asset_id, received_at);
CREATE INDEX scans_audit_id_outcome_code_index ON public.scans USING btree (audit_id, outcome, code);
CREATE INDEX scans_audit_id_received_at_id_index ON public.scans USING btree (audit_id, received_at, id);

create table schema_migrations (
  name text not null,
  ran_at timestamp(3) with time zone not null,
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table search_documents (
  seq bigint not null default nextval('search_documents_seq_seq'::regclass),
  subject_type text not null,
  subject_id text not null,
  indexed_at timestamp(3) with time zone not null,
  words_version integer not null default 1,
  constraint search_documents_pkey PRIMARY KEY (seq),
  constraint search_documents_subject_type_subject_id_unique UNIQUE (subject_type, subject_id)
);
CREATE INDEX search_documents_words_version ON public.search_documents USING btree (subject_type, words_version, seq);

create table search_index (
  seq bigint not null,
  words tsvector not null,
  constraint search_index_pkey PRIMARY KEY (seq),
  constraint search_index_seq_fkey FOREIGN KEY (seq) REFERENCES search_documents(seq)
);
CREATE INDEX search_index_words ON public.search_index USING gin (words);

create table sender_bursts (
  address text not null,
  last_at timestamp(3) with time zone not null,
  mails integer not null,
  subject_key text not null,
  incident_ids_json text not null,
  is_flood boolean not null,
  constraint sender_bursts_pkey PRIMARY KEY (address)
);

create table service_calendar_imports (
  id text not null,
  calendar_id text not null,
  name text not null,
  url text,
  effect text not null,
  days_json text not null,
  read_at timestamp(3) with time zone not null,
  next_read_at timestamp(3) with time zone,
  failure text,
  created_at timestamp(3) with time zone not null,
  constraint effect_known CHECK ((effect = ANY (ARRAY['close'::text, 'open'::text]))),
  constraint service_calendar_imports_calendar_id_foreign FOREIGN KEY (calendar_id) REFERENCES service_calendars(id),
  constraint service_calendar_imports_pkey PRIMARY KEY (id)
);
CREATE INDEX service_calendar_imports_calendar_id_id_index ON public.service_calendar_imports USING btree (calendar_id, id);
CREATE INDEX service_calendar_imports_next_read_at_index ON public.service_calendar_imports USING btree (next_read_at);

create table service_calendar_versions (
  calendar_id text not null,
  version integer not null,
  time_zone text not null,
  week_json text not null,
  exceptions_json text not null,
  imported_json text not null default '[]'::text,
  constraint service_calendar_versions_calendar_id_foreign FOREIGN KEY (calendar_id) REFERENCES service_calendars(id),
  constraint service_calendar_versions_pkey PRIMARY KEY (calendar_id, version)
);

create table service_calendars (
  id text not null,
  name text not null,
  is_default boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint service_calendars_name_unique UNIQUE (name),
  constraint service_calendars_pkey PRIMARY KEY (id)
);

create table service_followers (
  service_id text not null,
  person_id text not null,
  since_at timestamp(3) with time zone not null,
  constraint service_followers_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint service_followers_pkey PRIMARY KEY (service_id, person_id),
  constraint service_followers_service_id_foreign FOREIGN KEY (service_id) REFERENCES services(id)
);
CREATE INDEX service_followers_person_id_index ON public.service_followers USING btree (person_id);

create table service_level_agreement_versions (
  agreement_id text not null,
  version integer not null,
  calendar_id text,
  on_reopen text not null,
  targets_json text not null,
  rules_json text not null default '[]'::text,
  operational_json text not null default '[]'::text,
  is_next_response_pausing boolean not null default true,
  constraint on_reopen_known CHECK ((on_reopen = ANY (ARRAY['continue'::text, 'restart'::text]))),
  constraint service_level_agreement_versions_agreement_id_foreign FOREIGN KEY (agreement_id) REFERENCES service_level_agreements(id),
  constraint service_level_agreement_versions_calendar_id_foreign FOREIGN KEY (calendar_id) REFERENCES service_calendars(id),
  constraint service_level_agreement_versions_pkey PRIMARY KEY (agreement_id, version)
);

create table service_level_agreements (
  id text not null,
  name text not null,
  is_default boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint service_level_agreements_name_unique UNIQUE (name),
  constraint service_level_agreements_pkey PRIMARY KEY (id)
);

create table service_level_clocks (
  incident_id text not null,
  kind text not null,
  cycle integer not null,
  support_group_id text,
  agreement_id text not null,
  agreement_version integer not null,
  rule integer,
  priority text not null,
  target text,
  calendar_id text,
  calendar_version integer,
  is_pausing boolean not null,
  started_at timestamp(3) with time zone not null,
  due_at timestamp(3) with time zone,
  met_at timestamp(3) with time zone,
  breached_at timestamp(3) with time zone,
  breach_cause text,
  cancelled_at timestamp(3) with time zone,
  breach_note text,
  breach_noted_by_id text,
  breach_noted_at timestamp(3) with time zone,
  time_zone_data text not null,
  constraint kind_known CHECK ((kind = ANY (ARRAY['response'::text, 'nextResponse'::text, 'resolution'::text, 'operational'::text]))),
  constraint priority_known CHECK ((priority = ANY (ARRAY['P1'::text, 'P2'::text, 'P3'::text, 'P4'::text, 'P5'::text]))),
  constraint service_level_clocks_pkey PRIMARY KEY (incident_id, kind, cycle)
);
CREATE INDEX service_level_clocks_open_due ON public.service_level_clocks USING btree (breached_at, due_at) WHERE ((met_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX service_level_clocks_open_zone ON public.service_level_clocks USING btree (time_zone_data, incident_id) WHERE ((met_at IS NULL) AND (cancelled_at IS NULL));

create table service_level_editions (
  name text not null,
  edition text not null,
  constraint service_level_editions_pkey PRIMARY KEY (name)
);

create table service_level_events (
  id text not null,
  incident_id text not null,
  kind text not null,
  cycle integer not null,
  event text not null,
  happened_at timestamp(3) with time zone not null,
  due_at timestamp(3) with time zone,
  priority text not null,
  target text,
  calendar_id text,
  calendar_version integer,
  cause text not null,
  constraint event_known CHECK ((event = ANY (ARRAY['met'::text, 'breached'::text, 'reopened'::text, 'retargeted'::text, 'cancelled'::text]))),
  constraint kind_known CHECK ((kind = ANY (ARRAY['response'::text, 'nextResponse'::text, 'resolution'::text, 'operational'::text]))),
  constraint priority_known CHECK ((priority = ANY (ARRAY['P1'::text, 'P2'::text, 'P3'::text, 'P4'::text, 'P5'::text]))),
  constraint service_level_events_pkey PRIMARY KEY (id)
);
CREATE INDEX service_level_events_incident_id_id_index ON public.service_level_events USING btree (incident_id, id);

create table service_level_segments (
  incident_id text not null,
  seq integer not null,
  from_at timestamp(3) with time zone not null,
  state text not null,
  calendar_id text,
  calendar_version integer,
  cause text not null,
  support_group_id text,
  constraint service_level_segments_pkey PRIMARY KEY (incident_id, seq),
  constraint state_known CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'stopped'::text])))
);

create table services (
  id text not null,
  name text not null,
  description text,
  support_group_id text,
  service_calendar_id text,
  service_level_agreement_id text,
  escalation_policy_id text,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  form_json text,
  constraint services_name_unique UNIQUE (name),
  constraint services_pkey PRIMARY KEY (id),
  constraint services_support_group_id_foreign FOREIGN KEY (support_group_id) REFERENCES support_groups(id)
);

create table sessions (
  token_hash text not null,
  person_id text not null,
  user_agent text,
  address text,
  created_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  constraint sessions_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint sessions_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX sessions_expires_at_index ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_person_id_index ON public.sessions USING btree (person_id);

create table setup_links (
  token_hash text not null,
  person_id text,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  constraint setup_links_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint setup_links_pkey PRIMARY KEY (token_hash)
);

create table sim_cards (
  id text not null,
  iccid text not null,
  line_number text,
  carrier text,
  plan text,
  status text not null,
  asset_id text,
  sealed_pin text,
  sealed_puk text,
  contract_ends_on text,
  notes text,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint sim_cards_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE SET NULL,
  constraint sim_cards_iccid_unique UNIQUE (iccid),
  constraint sim_cards_pkey PRIMARY KEY (id),
  constraint status_known CHECK ((status = ANY (ARRAY['spare'::text, 'active'::text, 'suspended'::text, 'cancelled'::text])))
);
CREATE INDEX sim_cards_asset_id_index ON public.sim_cards USING btree (asset_id);
CREATE INDEX sim_cards_line_number_index ON public.sim_cards USING btree (line_number);

create table sim_events (
  id text not null,
  sim_id text not null,
  kind text not null,
  actor_id text,
  actor_name text not null,
  happened_at timestamp(3) with time zone not null,
  note text,
  changes_json text not null,
  constraint kind_known CHECK ((kind = ANY (ARRAY['registered'::text, 'changed'::text, 'placed'::text, 'taken'::text, 'secret_read'::text]))),
  constraint sim_events_pkey PRIMARY KEY (id),
  constraint sim_events_sim_id_foreign FOREIGN KEY (sim_id) REFERENCES sim_cards(id) ON DELETE CASCADE
);
CREATE INDEX sim_events_sim_id_happened_at_id_index ON public.sim_events USING btree (sim_id, happened_at, id);

create table sim_placements (
  id text not null,
  sim_id text not null,
  asset_id text not null,
  placed_at timestamp(3) with time zone not null,
  placed_by text not null,
  taken_at timestamp(3) with time zone,
  taken_by text,
  constraint sim_placements_asset_id_foreign FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint sim_placements_pkey PRIMARY KEY (id),
  constraint sim_placements_sim_id_foreign FOREIGN KEY (sim_id) REFERENCES sim_cards(id) ON DELETE CASCADE
);
CREATE INDEX sim_placements_asset_id_placed_at_id_index ON public.sim_placements USING btree (asset_id, placed_at, id);
CREATE INDEX sim_placements_sim_id_placed_at_id_index ON public.sim_placements USING btree (sim_id, placed_at, id);
CREATE UNIQUE INDEX sim_placements_present ON public.sim_placements USING btree (sim_id) WHERE (taken_at IS NULL);

create table snipe_migrations (
  id text not null,
  base_url text not null,
  sealed_token text,
  actor_id text,
  actor_name text not null,
  state text not null,
  settings_json text not null,
  stage integer not null,
  position integer not null,
  totals_json text not null,
  reason text,
  created_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  constraint snipe_migrations_pkey PRIMARY KEY (id),
  constraint state_known CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text, 'failed'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX snipe_migrations_created_at_id_index ON public.snipe_migrations USING btree (created_at, id);

create table snmp_credentials (
  id text not null,
  name text not null,
  protocol text not null,
  secrets_sealed text not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint protocol_known CHECK ((protocol = ANY (ARRAY['1'::text, '2c'::text, '3'::text]))),
  constraint snmp_credentials_name_unique UNIQUE (name),
  constraint snmp_credentials_pkey PRIMARY KEY (id)
);

create table software_installations (
  machine_id integer not null,
  version_id integer not null,
  first_seen_at timestamp(3) with time zone not null,
  removed_at timestamp(3) with time zone,
  installed_on text,
  constraint software_installations_machine_id_foreign FOREIGN KEY (machine_id) REFERENCES inventory_machines(id) ON DELETE CASCADE,
  constraint software_installations_pkey PRIMARY KEY (machine_id, version_id, first_seen_at),
  constraint software_installations_version_id_foreign FOREIGN KEY (version_id) REFERENCES software_versions(id)
);
CREATE INDEX software_installations_version_id_removed_at_index ON public.software_installations USING btree (version_id, removed_at);

create table software_titles (
  id text not null,
  name text not null,
  publisher text not null,
  name_key text not null default ''::text,
  origin text,
  is_system boolean not null default false,
  policy text,
  policy_note text,
  version integer not null default 1,
  constraint policy_known CHECK ((policy = ANY (ARRAY['allowed'::text, 'forbidden'::text]))),
  constraint software_titles_name_publisher_unique UNIQUE (name, publisher),
  constraint software_titles_pkey PRIMARY KEY (id)
);
CREATE INDEX software_titles_name_key_id_index ON public.software_titles USING btree (name_key, id);
CREATE INDEX software_titles_policy_name_key_id_index ON public.software_titles USING btree (policy, name_key, id);

create table software_versions (
  id integer not null,
  software_id text not null,
  version text not null,
  constraint software_versions_pkey PRIMARY KEY (id),
  constraint software_versions_software_id_foreign FOREIGN KEY (software_id) REFERENCES software_titles(id),
  constraint software_versions_software_id_version_unique UNIQUE (software_id, version)
);

create table stock_items (
  id text not null,
  name text not null,
  name_key text not null,
  kind text not null,
  manufacturer text,
  part_number text,
  supplier_id text,
  unit text,
  minimum integer,
  on_hand integer not null,
  on_loan integer not null,
  unit_cost_cents bigint,
  currency text,
  notes text,
  is_active boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint kind_known CHECK ((kind = ANY (ARRAY['consumable'::text, 'accessory'::text, 'component'::text]))),
  constraint stock_items_name_key_unique UNIQUE (name_key),
  constraint stock_items_on_hand CHECK ((on_hand >= 0)),
  constraint stock_items_pkey PRIMARY KEY (id),
  constraint stock_items_supplier_id_foreign FOREIGN KEY (supplier_id) REFERENCES suppliers(id)
);
CREATE INDEX stock_items_kind_name_key_id_index ON public.stock_items USING btree (kind, name_key, id);
CREATE INDEX stock_items_supplier_id_index ON public.stock_items USING btree (supplier_id);

create table stock_levels (
  item_id text not null,
  shelf text not null,
  quantity integer not null,
  constraint stock_levels_item_id_foreign FOREIGN KEY (item_id) REFERENCES stock_items(id) ON DELETE CASCADE,
  constraint stock_levels_pkey PRIMARY KEY (item_id, shelf),
  constraint stock_levels_quantity CHECK ((quantity >= 0))
);

create table stock_loans (
  item_id text not null,
  holder_type text not null,
  holder_id text not null,
  quantity integer not null,
  constraint holder_type_known CHECK ((holder_type = ANY (ARRAY['person'::text, 'location'::text, 'asset'::text]))),
  constraint stock_loans_item_id_foreign FOREIGN KEY (item_id) REFERENCES stock_items(id) ON DELETE CASCADE,
  constraint stock_loans_pkey PRIMARY KEY (item_id, holder_type, holder_id),
  constraint stock_loans_quantity CHECK ((quantity > 0))
);
CREATE INDEX stock_loans_holder_id_index ON public.stock_loans USING btree (holder_id);

create table stock_movements (
  id text not null,
  item_id text not null,
  kind text not null,
  shelf text not null,
  quantity integer not null,
  balance integer not null,
  holder_type text,
  holder_id text,
  reason text,
  order_number text,
  unit_cost_cents bigint,
  currency text,
  hand_out_id text,
  actor_id text,
  actor_name text not null,
  happened_at timestamp(3) with time zone not null,
  constraint holder_type_known CHECK ((holder_type = ANY (ARRAY['person'::text, 'location'::text, 'asset'::text]))),
  constraint kind_known CHECK ((kind = ANY (ARRAY['received'::text, 'handed_out'::text, 'returned'::text, 'corrected'::text, 'counted'::text, 'moved'::text]))),
  constraint stock_movements_item_id_foreign FOREIGN KEY (item_id) REFERENCES stock_items(id) ON DELETE CASCADE,
  constraint stock_movements_pkey PRIMARY KEY (id)
);
CREATE INDEX stock_movements_holder_id_id_index ON public.stock_movements USING btree (holder_id, id);
CREATE INDEX stock_movements_item_id_id_index ON public.stock_movements USING btree (item_id, id);

create table suppliers (
  id text not null,
  name text not null,
  name_key text not null,
  email text,
  phone text,
  url text,
  contact text,
  account_number text,
  address text,
  notes text,
  is_active boolean not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint suppliers_name_key_unique UNIQUE (name_key),
  constraint suppliers_pkey PRIMARY KEY (id)
);

create table support_group_calendars (
  support_group_id text not null,
  calendar_id text not null,
  constraint support_group_calendars_calendar_id_foreign FOREIGN KEY (calendar_id) REFERENCES service_calendars(id),
  constraint support_group_calendars_pkey PRIMARY KEY (support_group_id),
  constraint support_group_calendars_support_group_id_foreign FOREIGN KEY (support_group_id) REFERENCES support_groups(id)
);
CREATE INDEX support_group_calendars_calendar_id_index ON public.support_group_calendars USING btree (calendar_id);

create table support_group_members (
  support_group_id text not null,
  person_id text not null,
  constraint support_group_members_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint support_group_members_pkey PRIMARY KEY (support_group_id, person_id),
  constraint support_group_members_support_group_id_foreign FOREIGN KEY (support_group_id) REFERENCES support_groups(id)
);
CREATE INDEX support_group_members_person_id_index ON public.support_group_members USING btree (person_id);

create table support_groups (
  id text not null,
  name text not null,
  email text,
  is_default boolean not null default false,
  created_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint support_groups_name_unique UNIQUE (name),
  constraint support_groups_pkey PRIMARY KEY (id)
);

create table time_entries (
  id text not null,
  incident_id text not null,
  person_id text not null,
  comment_id text,
  minutes integer not null,
  note text not null,
  worked_at timestamp(3) with time zone not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  constraint time_entries_comment_id_foreign FOREIGN KEY (comment_id) REFERENCES incident_comments(id),
  constraint time_entries_incident_id_foreign FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint time_entries_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint time_entries_pkey PRIMARY KEY (id)
);
CREATE INDEX time_entries_incident_id_worked_at_id_index ON public.time_entries USING btree (incident_id, worked_at, id);
CREATE INDEX time_entries_person_id_worked_at_id_index ON public.time_entries USING btree (person_id, worked_at, id);

create table undeliverable_addresses (
  address text not null,
  status text not null,
  reason text not null,
  noted_at timestamp(3) with time zone not null,
  constraint undeliverable_addresses_pkey PRIMARY KEY (address)
);

create table view_sidebars (
  person_id text not null,
  layout_json text not null,
  version integer not null,
  updated_at timestamp(3) with time zone not null,
  constraint view_sidebars_person_id_foreign FOREIGN KEY (person_id) REFERENCES people(id),
  constraint view_sidebars_pkey PRIMARY KEY (person_id)
);

create table views (
  id text not null,
  name text,
  owner_id text,
  visibility text not null,
  support_group_id text,
  filters_json text not null,
  sort text not null,
  columns_json text not null,
  position integer not null,
  version integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  subject text not null default 'incidents'::text,
  constraint views_owner_id_foreign FOREIGN KEY (owner_id) REFERENCES people(id),
  constraint views_pkey PRIMARY KEY (id),
  constraint views_support_group_id_foreign FOREIGN KEY (support_group_id) REFERENCES support_groups(id),
  constraint visibility_known CHECK ((visibility = ANY (ARRAY['personal'::text, 'group'::text, 'all'::text])))
);
CREATE INDEX views_owner_id_index ON public.views USING btree (owner_id);
CREATE INDEX views_visibility_support_group_id_index ON public.views USING btree (visibility, support_group_id);

create table webhook_attempts (
  id text not null,
  delivery_id text not null,
  attempted_at timestamp(3) with time zone not null,
  duration_ms integer not null,
  request_headers_json text not null,
  response_status integer,
  response_excerpt text,
  error text,
  constraint webhook_attempts_delivery_id_foreign FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id) ON DELETE CASCADE,
  constraint webhook_attempts_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_attempts_delivery_id_id_index ON public.webhook_attempts USING btree (delivery_id, id);

create table webhook_deliveries (
  id text not null,
  webhook_id text not null,
  event_id text,
  incident_id text,
  type text not null,
  body text not null,
  status text not null,
  attempts integer not null,
  replays integer not null,
  response_status integer,
  last_error text,
  created_at timestamp(3) with time zone not null,
  started_at timestamp(3) with time zone not null,
  next_attempt_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  constraint status_known CHECK ((status = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text]))),
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_webhook_id_event_id_unique UNIQUE (webhook_id, event_id),
  constraint webhook_deliveries_webhook_id_foreign FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_created_at_index ON public.webhook_deliveries USING btree (created_at);
CREATE INDEX webhook_deliveries_open ON public.webhook_deliveries USING btree (webhook_id, incident_id, id) WHERE (status = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX webhook_deliveries_webhook_id_id_index ON public.webhook_deliveries USING btree (webhook_id, id);

create table webhooks (
  id text not null,
  name text not null,
  url text not null,
  events_json text not null,
  support_group_ids_json text not null,
  service_ids_json text not null,
  is_internal_included boolean not null,
  is_enabled boolean not null,
  disabled_reason text,
  sealed_secret text not null,
  sealed_previous_secret text,
  previous_secret_until_at timestamp(3) with time zone,
  failures integer not null,
  failing_since_at timestamp(3) with time zone,
  resting_until_at timestamp(3) with time zone,
  last_success_at timestamp(3) with time zone,
  version integer not null,
  created_by_id text,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint disabled_reason_known CHECK ((disabled_reason = ANY (ARRAY['person'::text, 'failing'::text, 'gone'::text]))),
  constraint webhooks_name_unique UNIQUE (name),
  constraint webhooks_pkey PRIMARY KEY (id)
);

CREATE OR REPLACE FUNCTION public.asset_cell_changes_note()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
      if tg_op = 'UPDATE' and (old.kind, old.status, old.criticality, old.location_id, old.manufacturer) is not distinct from (new.kind, new.status, new.criticality, new.location_id, new.manufacturer) then return null; end if;
      if tg_op <> 'INSERT' then insert into asset_cell_changes (kind, status, criticality, location_id, manufacturer, count) values (coalesce(old.kind, ''), coalesce(old.status, ''), coalesce(old.criticality, ''), coalesce(old.location_id, ''), coalesce(old.manufacturer, ''), -1); end if;
      if tg_op <> 'DELETE' then insert into asset_cell_changes (kind, status, criticality, location_id, manufacturer, count) values (coalesce(new.kind, ''), coalesce(new.status, ''), coalesce(new.criticality, ''), coalesce(new.location_id, ''), coalesce(new.manufacturer, ''), 1); end if;
      return null; end $function$
;
