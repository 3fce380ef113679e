-- The schema that the migrations make on SQLite. Written by: npm run check -- --write

CREATE TABLE `absences` (
  `id` text,
  `person_id` text not null,
  `start_at` datetime not null,
  `end_at` datetime not null,
  `reason` text,
  `created_by_id` text,
  `created_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`created_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `absences_end_at_id_index` on `absences` (`end_at`, `id`);
CREATE INDEX `absences_person_id_end_at_index` on `absences` (`person_id`, `end_at`);
CREATE TABLE `agreement_adoptions` (
  `id` text,
  `agreement_id` text not null,
  `agreement_version` integer not null,
  `state` text not null constraint state_known check (`state` in ('running','done')),
  `requested_by_id` text,
  `requested_by_name` text not null,
  `reached_id` text,
  `checked` integer not null,
  `changed` integer not null,
  `breached` integer not null,
  `failed` integer not null,
  `created_at` datetime not null,
  `finished_at` datetime,
  foreign key(`agreement_id`) references `service_level_agreements`(`id`),
  primary key (`id`));
CREATE INDEX `agreement_adoptions_agreement_id_id_index` on `agreement_adoptions` (`agreement_id`, `id`);
CREATE TABLE `alert_digests` (
  `person_id` text,
  `rhythm` text constraint rhythm_known check (`rhythm` in ('daily','weekly','never')),
  `hour` integer,
  `kinds_json` text,
  `last_day` text,
  `version` integer not null,
  `updated_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`) on delete CASCADE,
  primary key (`person_id`));
CREATE TABLE `alert_rules` (
  `kind` text,
  `is_enabled` boolean not null,
  `days_before` integer not null,
  `days_after` integer not null,
  `version` integer not null,
  `updated_at` datetime not null,
  primary key (`kind`));
CREATE TABLE `alert_told` (
  `alert_id` text not null,
  `person_id` text not null,
  `told_at` datetime not null,
  foreign key(`alert_id`) references `alerts`(`id`) on delete CASCADE,
  foreign key(`person_id`) references `people`(`id`) on delete CASCADE,
  primary key (`alert_id`, `person_id`));
CREATE TABLE `alerts` (
  `id` text,
  `kind` text not null,
  `subject_type` text not null,
  `subject_id` text not null,
  `fact` text not null,
  `due_on` text,
  `data_json` text not null,
  `opened_at` datetime not null,
  `resolved_at` datetime,
  `dismissed_by_id` text,
  `dismissed_by_name` text,
  `dismissed_at` datetime,
  `note` text,
  foreign key(`dismissed_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX alerts_open on alerts (kind, subject_id) where resolved_at is null;
CREATE INDEX alerts_open_due on alerts (due_on, id) where resolved_at is null;
CREATE INDEX `alerts_subject_id_index` on `alerts` (`subject_id`);
CREATE TABLE `announcement_audiences` (
  `announcement_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('department','location','service')),
  `value` text not null,
  foreign key(`announcement_id`) references `announcements`(`id`),
  primary key (`announcement_id`, `kind`, `value`));
CREATE TABLE `announcement_readers` (
  `announcement_id` text not null,
  `person_id` text not null,
  `read_at` datetime,
  `dismissed_at` datetime,
  foreign key(`announcement_id`) references `announcements`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  primary key (`announcement_id`, `person_id`));
CREATE INDEX `announcement_readers_person_id_index` on `announcement_readers` (`person_id`);
CREATE TABLE `announcements` (
  `id` text,
  `kind` text not null constraint kind_known check (`kind` in ('info','maintenance','outage')),
  `title_en` text not null,
  `title_fr` text not null,
  `body_en` text not null,
  `body_fr` text not null,
  `from_at` datetime not null,
  `until_at` datetime not null,
  `is_for_followers` boolean not null,
  `is_withdrawn` boolean not null,
  `source_type` text,
  `source_id` text,
  `created_by_id` text,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  `starts_at` datetime,
  `ends_at` datetime,
  foreign key(`created_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `announcements_from_at_id_index` on `announcements` (`from_at`, `id`);
CREATE INDEX `announcements_is_withdrawn_until_at_index` on `announcements` (`is_withdrawn`, `until_at`);
CREATE UNIQUE INDEX announcements_source on announcements (source_type, source_id) where source_id is not null;
CREATE TABLE `api_tokens` (
  `id` text,
  `token_hash` text not null,
  `person_id` text not null,
  `label` text not null,
  `scopes_json` text not null,
  `created_at` datetime not null,
  `last_used_at` datetime,
  `expires_at` datetime,
  `revoked_at` datetime,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `api_tokens_person_id_index` on `api_tokens` (`person_id`);
CREATE UNIQUE INDEX `api_tokens_token_hash_unique` on `api_tokens` (`token_hash`);
CREATE TABLE `article_deflections` (
  `id` text,
  `article_id` text not null,
  `person_id` text not null,
  `asked` text not null,
  `happened_at` datetime not null,
  foreign key(`article_id`) references `articles`(`id`) on delete CASCADE,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `article_deflections_article_id_happened_at_index` on `article_deflections` (`article_id`, `happened_at`);
CREATE TABLE `article_versions` (
  `article_id` text not null,
  `version` integer not null,
  `title` text not null,
  `body` text not null,
  `author_id` text,
  `saved_at` datetime not null,
  foreign key(`article_id`) references `articles`(`id`) on delete CASCADE,
  foreign key(`author_id`) references `people`(`id`),
  primary key (`article_id`, `version`));
CREATE TABLE `article_votes` (
  `article_id` text not null,
  `person_id` text not null,
  `is_helpful` boolean not null,
  foreign key(`article_id`) references `articles`(`id`) on delete CASCADE,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`article_id`, `person_id`));
CREATE TABLE `articles` (
  `id` text,
  `title` text not null,
  `body` text not null,
  `language` text not null constraint language_known check (`language` in ('en','fr')),
  `service_id` text,
  `audience` text not null constraint audience_known check (`audience` in ('everybody','technicians')),
  `is_published` boolean not null,
  `helpful` integer not null,
  `unhelpful` integer not null,
  `deflections` integer not null,
  `version` integer not null,
  `author_id` text,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  foreign key(`service_id`) references `services`(`id`),
  foreign key(`author_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `articles_is_published_updated_at_id_index` on `articles` (`is_published`, `updated_at`, `id`);
CREATE TABLE `asset_bulk_changes` (
  `id` text,
  `actor_id` text not null,
  `action_json` text not null,
  `state` text not null constraint state_known check (`state` in ('running','done','undoing','undone')),
  `total` integer not null,
  `done` integer not null,
  `failed` integer not null,
  `undone` integer not null,
  `kept` integer not null,
  `created_at` datetime not null,
  `finished_at` datetime,
  `undone_at` datetime,
  foreign key(`actor_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `asset_bulk_changes_actor_id_id_index` on `asset_bulk_changes` (`actor_id`, `id`);
CREATE TABLE `asset_bulk_items` (
  `bulk_change_id` text not null,
  `seq` integer not null,
  `asset_id` text not null,
  `state` text not null constraint state_known check (`state` in ('waiting','done','unchanged','failed','undone','kept')),
  `reason` text,
  `before_json` text,
  `version_after` integer,
  `happened_at` datetime,
  foreign key(`bulk_change_id`) references `asset_bulk_changes`(`id`),
  primary key (`bulk_change_id`, `seq`));
CREATE INDEX `asset_bulk_items_bulk_change_id_state_seq_index` on `asset_bulk_items` (`bulk_change_id`, `state`, `seq`);
CREATE TABLE `asset_cell_changes` (
  `id` integer not null primary key autoincrement,
  `kind` text not null,
  `status` text not null,
  `criticality` text not null,
  `location_id` text not null,
  `manufacturer` text not null,
  `count` integer not null);
CREATE TABLE `asset_cells` (
  `kind` text not null,
  `status` text not null,
  `criticality` text not null,
  `location_id` text not null,
  `manufacturer` text not null,
  `count` integer not null,
  primary key (`kind`, `status`, `criticality`, `location_id`, `manufacturer`));
CREATE TABLE `asset_events` (
  `id` text,
  `asset_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('registered','changed','checked_out','checked_in','retired','reinstated','undone','related')),
  `source` text not null constraint source_known check (`source` in ('person','import','agent','system')),
  `actor_id` text,
  `actor_name` text not null,
  `happened_at` datetime not null,
  `note` text,
  `changes_json` text not null,
  `import_id` text,
  foreign key(`asset_id`) references `assets`(`id`),
  foreign key(`import_id`) references `asset_imports`(`id`),
  primary key (`id`));
CREATE INDEX `asset_events_asset_id_happened_at_id_index` on `asset_events` (`asset_id`, `happened_at`, `id`);
CREATE TABLE `asset_field_values` (
  `asset_id` text not null,
  `field_id` text not null,
  `value_key` text not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  foreign key(`field_id`) references `asset_fields`(`id`) on delete CASCADE,
  primary key (`asset_id`, `field_id`, `value_key`));
CREATE INDEX `asset_field_values_field_id_value_key_asset_id_index` on `asset_field_values` (`field_id`, `value_key`, `asset_id`);
CREATE TABLE `asset_fields` (
  `id` text,
  `key` text not null,
  `name_json` text not null,
  `hint_json` text,
  `type` text not null constraint type_known check (`type` in ('text','long_text','number','date','boolean','choice','choices','url','email','person','location')),
  `choices_json` text not null,
  `rules_json` text not null,
  `is_unique` boolean not null,
  `is_searchable` boolean not null,
  `is_public` boolean not null,
  `is_active` boolean not null,
  `position` integer not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `asset_fields_key_unique` on `asset_fields` (`key`);
CREATE INDEX `asset_fields_position_id_index` on `asset_fields` (`position`, `id`);
CREATE TABLE `asset_identifiers` (
  `asset_id` text not null,
  `type` text not null constraint type_known check (`type` in ('uuid','mac','imei')),
  `value` text not null,
  foreign key(`asset_id`) references `assets`(`id`),
  primary key (`asset_id`, `type`, `value`));
CREATE INDEX `asset_identifiers_value_type_index` on `asset_identifiers` (`value`, `type`);
CREATE TABLE `asset_import_files` (
  `import_id` text,
  `content` blob not null,
  foreign key(`import_id`) references `asset_imports`(`id`),
  primary key (`import_id`));
CREATE TABLE `asset_imports` (
  `id` text,
  `file_name` text,
  `actor_id` text,
  `actor_name` text not null,
  `created` integer not null,
  `updated` integer not null,
  `unchanged` integer not null,
  `rejected` integer not null,
  `created_at` datetime not null,
  `undone_at` datetime,
  `subject` text not null default 'assets',
  `state` text not null default 'done',
  `is_dry_run` boolean not null default '0',
  `total` integer not null default '0',
  `position` integer not null default '0',
  `undone` integer not null default '0',
  `kept` integer not null default '0',
  `delimiter` text not null default ',',
  `columns_json` text not null default '[]',
  `settings_json` text not null default '{"dates":"auto","unknown":"skip"}',
  `unknown_json` text not null default '{"locations":[],"people":[]}',
  `reason` text,
  `migration_id` text,
  `finished_at` datetime,
  primary key (`id`));
CREATE INDEX `asset_imports_created_at_id_index` on `asset_imports` (`created_at`, `id`);
CREATE INDEX `asset_imports_migration_id_index` on `asset_imports` (`migration_id`);
CREATE TABLE `asset_kind_fields` (
  `kind_key` text not null,
  `field_id` text not null,
  `is_required` boolean not null,
  `position` integer not null,
  foreign key(`kind_key`) references `asset_kinds`(`key`) on delete CASCADE,
  foreign key(`field_id`) references `asset_fields`(`id`) on delete CASCADE,
  primary key (`kind_key`, `field_id`));
CREATE INDEX `asset_kind_fields_field_id_index` on `asset_kind_fields` (`field_id`);
CREATE TRIGGER assets_kind_foreign before delete on asset_kinds
      when exists (select 1 from assets where kind = old.key)
      begin select raise(abort, 'FOREIGN KEY constraint failed'); end;
CREATE TABLE `asset_kinds` (
  `key` text,
  `name_json` text not null,
  `base` text not null constraint base_known check (`base` in ('computer','server','phone','mobile','network','printer','peripheral','other')),
  `icon` text not null,
  `is_built_in` boolean not null,
  `is_active` boolean not null,
  `position` integer not null,
  `transitions_json` text,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`key`));
CREATE INDEX `asset_kinds_position_key_index` on `asset_kinds` (`position`, `key`);
CREATE TABLE `asset_list_columns` (
  `person_id` text,
  `columns_json` text not null,
  `updated_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`person_id`));
CREATE TABLE `asset_model_aliases` (
  `manufacturer_key` text not null,
  `name_key` text not null,
  `name` text not null,
  `model_id` text not null,
  `created_at` datetime not null,
  foreign key(`model_id`) references `asset_models`(`id`) on delete CASCADE,
  primary key (`manufacturer_key`, `name_key`));
CREATE INDEX `asset_model_aliases_model_id_index` on `asset_model_aliases` (`model_id`);
CREATE TABLE `asset_models` (
  `id` text,
  `manufacturer_key` text not null,
  `manufacturer` text,
  `name` text not null,
  `name_key` text not null,
  `model_number` text,
  `kind` text,
  `warranty_months` integer,
  `life_months` integer,
  `url` text,
  `notes` text,
  `is_active` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  foreign key(`kind`) references `asset_kinds`(`key`),
  primary key (`id`));
CREATE UNIQUE INDEX `asset_models_manufacturer_key_name_key_unique` on `asset_models` (`manufacturer_key`, `name_key`);
CREATE INDEX `asset_models_name_key_id_index` on `asset_models` (`name_key`, `id`);
CREATE TABLE `asset_purchases` (
  `asset_id` text,
  `supplier_id` text,
  `order_number` text,
  `invoice_number` text,
  `in_service_on` text,
  `plan_id` text,
  `is_not_depreciated` boolean not null,
  `salvage_cents` bigint,
  `end_of_life_on` text,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  foreign key(`supplier_id`) references `suppliers`(`id`),
  foreign key(`plan_id`) references `depreciation_plans`(`id`),
  primary key (`asset_id`));
CREATE INDEX `asset_purchases_end_of_life_on_index` on `asset_purchases` (`end_of_life_on`);
CREATE INDEX `asset_purchases_plan_id_index` on `asset_purchases` (`plan_id`);
CREATE INDEX `asset_purchases_supplier_id_index` on `asset_purchases` (`supplier_id`);
CREATE TABLE `asset_relations` (
  `id` text,
  `asset_id` text not null,
  `relation` text not null constraint relation_known check (`relation` in ('runs_on','connected_to','part_of')),
  `to_asset_id` text not null,
  `created_at` datetime not null,
  foreign key(`asset_id`) references `assets`(`id`),
  foreign key(`to_asset_id`) references `assets`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `asset_relations_asset_id_relation_to_asset_id_unique` on `asset_relations` (`asset_id`, `relation`, `to_asset_id`);
CREATE INDEX `asset_relations_to_asset_id_index` on `asset_relations` (`to_asset_id`);
CREATE TABLE `asset_requests` (
  `id` text,
  `number` integer not null,
  `person_id` text not null,
  `asked_by_id` text not null,
  `item_id` text,
  `what` text not null,
  `reason` text,
  `needed_on` text,
  `state` text not null constraint state_known check (`state` in ('waiting','approved','refused','cancelled','fulfilled')),
  `approver_id` text,
  `decided_by_id` text,
  `decision_note` text,
  `decided_at` datetime,
  `hand_over_id` text,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`asked_by_id`) references `people`(`id`),
  foreign key(`item_id`) references `requestable_items`(`id`),
  foreign key(`approver_id`) references `people`(`id`),
  foreign key(`decided_by_id`) references `people`(`id`),
  foreign key(`hand_over_id`) references `hand_overs`(`id`),
  primary key (`id`));
CREATE INDEX `asset_requests_approver_id_state_number_index` on `asset_requests` (`approver_id`, `state`, `number`);
CREATE UNIQUE INDEX `asset_requests_number_unique` on `asset_requests` (`number`);
CREATE INDEX `asset_requests_person_id_number_index` on `asset_requests` (`person_id`, `number`);
CREATE INDEX `asset_requests_state_number_index` on `asset_requests` (`state`, `number`);
CREATE TABLE `asset_tag_sequences` (
  `id` text,
  `prefix` text not null,
  `digits` integer not null,
  `suffix` text not null,
  `first` integer not null,
  `kind` text,
  `location_id` text,
  `company_id` text,
  `position` integer not null,
  `is_active` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  foreign key(`kind`) references `asset_kinds`(`key`),
  foreign key(`location_id`) references `locations`(`id`),
  foreign key(`company_id`) references `companies`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `asset_tag_sequences_prefix_suffix_unique` on `asset_tag_sequences` (`prefix`, `suffix`);
CREATE TRIGGER asset_cell_changes_delete after delete on assets begin insert into asset_cell_changes (kind, status, criticality, location_id, manufacturer, count) values (coalesce(old.kind, ''), coalesce(old.status, ''), coalesce(old.criticality, ''), coalesce(old.location_id, ''), coalesce(old.manufacturer, ''), -1); end;
CREATE TRIGGER asset_cell_changes_insert after insert on assets begin insert into asset_cell_changes (kind, status, criticality, location_id, manufacturer, count) values (coalesce(new.kind, ''), coalesce(new.status, ''), coalesce(new.criticality, ''), coalesce(new.location_id, ''), coalesce(new.manufacturer, ''), 1); end;
CREATE TRIGGER asset_cell_changes_update after update on assets when old.kind is not new.kind or old.status is not new.status or old.criticality is not new.criticality or old.location_id is not new.location_id or old.manufacturer is not new.manufacturer begin insert into asset_cell_changes (kind, status, criticality, location_id, manufacturer, count) values (coalesce(old.kind, ''), coalesce(old.status, ''), coalesce(old.criticality, ''), coalesce(old.location_id, ''), coalesce(old.manufacturer, ''), -1); insert into asset_cell_changes (kind, status, criticality, location_id, manufacturer, count) values (coalesce(new.kind, ''), coalesce(new.status, ''), coalesce(new.criticality, ''), coalesce(new.location_id, ''), coalesce(new.manufacturer, ''), 1); end;
CREATE TRIGGER incidents_asset_id_foreign before delete on assets
      when exists (select 1 from incidents where asset_id = old.id)
      begin select raise(abort, 'FOREIGN KEY constraint failed'); end;
CREATE TABLE `assets` (
  `id` text,
  `tag` text not null,
  `tag_key` text not null,
  `tag_order` text not null,
  `kind` text not null,
  `name` text not null,
  `name_key` text not null,
  `serial` text,
  `serial_key` text,
  `manufacturer` text,
  `model` text,
  `status` text not null constraint status_known check (`status` in ('in_stock','deployed','in_repair','lost','retired','disposed')),
  `location_id` text,
  `custodian_type` text constraint custodian_type_known check (`custodian_type` in ('person','location','asset')),
  `custodian_id` text,
  `checked_out_at` datetime,
  `due_at` datetime,
  `warranty_until` text,
  `purchased_on` text,
  `purchase_cost_cents` bigint,
  `purchase_currency` text,
  `notes` text,
  `criticality` text not null constraint criticality_known check (`criticality` in ('low','medium','high')),
  `identifiers_json` text not null,
  `version` integer not null default '1',
  `created_at` datetime not null,
  `updated_at` datetime not null,
  fields_json text not null default '{}',
  company_id text references companies (id),
  foreign key(`location_id`) references `locations`(`id`),
  primary key (`id`));
CREATE INDEX assets_company on assets (company_id, tag_order, id) where company_id is not null;
CREATE INDEX `assets_created_at_facets` on `assets` (`created_at`, `id`, `kind`, `status`, `criticality`, `location_id`, `manufacturer`);
CREATE INDEX `assets_custodian_id_tag_order_id_index` on `assets` (`custodian_id`, `tag_order`, `id`);
CREATE INDEX `assets_due_at_index` on `assets` (`due_at`);
CREATE INDEX `assets_kind_status_tag_order_id_index` on `assets` (`kind`, `status`, `tag_order`, `id`);
CREATE INDEX `assets_kind_tag_order_id_index` on `assets` (`kind`, `tag_order`, `id`);
CREATE INDEX `assets_location_id_tag_order_id_index` on `assets` (`location_id`, `tag_order`, `id`);
CREATE INDEX assets_make on assets (manufacturer, model, id) where model is not null;
CREATE INDEX `assets_name_key_facets` on `assets` (`name_key`, `id`, `kind`, `status`, `criticality`, `location_id`, `manufacturer`);
CREATE INDEX assets_purchased_on on assets (purchased_on, id) where purchased_on is not null;
CREATE UNIQUE INDEX `assets_serial_key_unique` on `assets` (`serial_key`);
CREATE INDEX `assets_status_tag_order_id_index` on `assets` (`status`, `tag_order`, `id`);
CREATE UNIQUE INDEX `assets_tag_key_unique` on `assets` (`tag_key`);
CREATE INDEX `assets_tag_order_facets` on `assets` (`tag_order`, `id`, `kind`, `status`, `criticality`, `location_id`, `manufacturer`);
CREATE INDEX `assets_updated_at_facets` on `assets` (`updated_at`, `id`, `kind`, `status`, `criticality`, `location_id`, `manufacturer`);
CREATE INDEX assets_warranty_until on assets (warranty_until, id) where warranty_until is not null;
CREATE INDEX assets_with_cost on assets (tag_order, id) where purchase_cost_cents is not null;
CREATE TABLE `attachment_texts` (
  `sha256` text,
  `state` text not null constraint state_known check (`state` in ('read','partial','skipped')),
  `reason` text,
  `body` text not null,
  `read_at` datetime not null,
  primary key (`sha256`));
CREATE INDEX attachment_texts_unread on attachment_texts (state, read_at, sha256) where state <> 'read';
CREATE TABLE `attachments` (
  `id` text,
  `incident_id` text not null,
  `comment_id` text,
  `sha256` text not null,
  `name` text not null,
  `content_type` text not null,
  `size_bytes` bigint not null,
  `visibility` text not null constraint visibility_known check (`visibility` in ('public','internal')),
  `uploaded_by_id` text,
  `created_at` datetime not null,
  `removed_at` datetime,
  `removed_by_name` text,
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`comment_id`) references `incident_comments`(`id`),
  foreign key(`uploaded_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `attachments_comment_id_index` on `attachments` (`comment_id`);
CREATE INDEX `attachments_incident_id_id_index` on `attachments` (`incident_id`, `id`);
CREATE INDEX `attachments_sha256_index` on `attachments` (`sha256`);
CREATE TABLE `audit_events` (
  `sequence` bigint,
  `happened_at` datetime not null,
  `actor_id` text,
  `actor_name` text not null,
  `action` text not null,
  `subject_type` text not null,
  `subject_id` text,
  `detail_json` text not null,
  `previous_hash` text not null,
  `hash` text not null,
  primary key (`sequence`));
CREATE TABLE `audit_items` (
  `audit_id` text not null,
  `asset_id` text not null,
  `tag` text not null,
  `tag_order` text not null,
  `name` text not null,
  `kind` text not null,
  `serial` text,
  `status` text not null,
  `location_id` text,
  `custodian_type` text,
  `custodian_id` text,
  `result` text not null constraint result_known check (`result` in ('missing','found','misplaced','unexpected')),
  `scan_count` integer not null,
  `seen_at` datetime,
  `seen_location_id` text,
  `seen_by_id` text,
  `seen_by_name` text,
  `correction` text constraint correction_known check (`correction` in ('lost','moved','found_again','refined')),
  `before_json` text,
  `after_json` text,
  foreign key(`audit_id`) references `audits`(`id`),
  primary key (`audit_id`, `asset_id`));
CREATE INDEX `audit_items_asset_id_seen_at_index` on `audit_items` (`asset_id`, `seen_at`);
CREATE INDEX `audit_items_audit_id_location_id_index` on `audit_items` (`audit_id`, `location_id`);
CREATE INDEX `audit_items_audit_id_result_tag_order_asset_id_index` on `audit_items` (`audit_id`, `result`, `tag_order`, `asset_id`);
CREATE INDEX `audit_items_audit_id_tag_order_asset_id_index` on `audit_items` (`audit_id`, `tag_order`, `asset_id`);
CREATE TABLE `audits` (
  `id` text,
  `number` integer not null,
  `title` text not null,
  `note` text,
  `state` text not null constraint state_known check (`state` in ('open','closed')),
  `location_id` text,
  `custodian_id` text,
  `scope_json` text not null,
  `expected` integer not null,
  `found` integer not null,
  `misplaced` integer not null,
  `unexpected` integer not null,
  `unknown` integer not null,
  `corrected` integer not null,
  `created_by_id` text,
  `created_at` datetime not null,
  `closed_by_id` text,
  `closed_at` datetime,
  `version` integer not null,
  foreign key(`location_id`) references `locations`(`id`),
  foreign key(`custodian_id`) references `people`(`id`),
  foreign key(`created_by_id`) references `people`(`id`),
  foreign key(`closed_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `audits_number_unique` on `audits` (`number`);
CREATE INDEX `audits_state_number_index` on `audits` (`state`, `number`);
CREATE TABLE `backup_caps` (
  `scope` text not null constraint scope_known check (`scope` in ('overall','host','repository','site')),
  `subject_id` text not null,
  `max_runs` integer not null,
  primary key (`scope`, `subject_id`));
CREATE TABLE `backup_expectations` (
  `id` text,
  `policy_id` text not null,
  `due_at` datetime not null,
  `start_by` datetime not null,
  `state` text not null constraint state_known check (`state` in ('planned','queued','running','succeeded','partial','failed','missed','cancelled','overrun','skipped')),
  `reason` text,
  `run_id` text,
  foreign key(`policy_id`) references `backup_policies`(`id`),
  foreign key(`run_id`) references `backup_runs`(`id`),
  primary key (`id`));
CREATE INDEX `backup_expectations_due_at_id_index` on `backup_expectations` (`due_at`, `id`);
CREATE UNIQUE INDEX `backup_expectations_policy_id_due_at_unique` on `backup_expectations` (`policy_id`, `due_at`);
CREATE INDEX `backup_expectations_run_id_index` on `backup_expectations` (`run_id`);
CREATE INDEX `backup_expectations_state_due_at_index` on `backup_expectations` (`state`, `due_at`);
CREATE TABLE `backup_foreign_points` (
  `repository_id` text not null,
  `ref` text not null,
  `taken_at` datetime not null,
  `found_at` datetime not null,
  `accepted_at` datetime,
  `accepted_by_id` text,
  `gone_at` datetime,
  foreign key(`repository_id`) references `backup_repositories`(`id`),
  primary key (`repository_id`, `ref`));
CREATE TABLE `backup_policies` (
  `id` text,
  `name` text not null,
  `asset_id` text not null,
  `repository_id` text not null,
  `source_json` text not null,
  `sealed_source_secret` text,
  `cron` text not null,
  `time_zone` text not null,
  `start_within` text not null,
  `time_window` text,
  `catch_up` text not null constraint catch_up_known check (`catch_up` in ('once','skip','all')),
  `retention_json` text not null,
  `verification_json` text not null,
  `recovery_point_objective` text not null,
  `pause_ends_at` datetime,
  `pause_reason` text,
  `horizon_at` datetime not null,
  `retired_at` datetime,
  `version` integer not null,
  `created_at` datetime not null,
  `hooks_json` text not null default '{}',
  foreign key(`asset_id`) references `assets`(`id`),
  foreign key(`repository_id`) references `backup_repositories`(`id`),
  primary key (`id`));
CREATE INDEX `backup_policies_asset_id_index` on `backup_policies` (`asset_id`);
CREATE INDEX `backup_policies_name_id_index` on `backup_policies` (`name`, `id`);
CREATE INDEX `backup_policies_repository_id_index` on `backup_policies` (`repository_id`);
CREATE INDEX `backup_policies_retired_at_horizon_at_index` on `backup_policies` (`retired_at`, `horizon_at`);
CREATE TABLE `backup_repositories` (
  `id` text,
  `name` text not null,
  `engine` text not null constraint engine_known check (`engine` in ('archive','restic')),
  `location` text not null,
  `sealed_password` text,
  `pinned_id` text not null,
  `version` integer not null,
  `created_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `backup_repositories_location_unique` on `backup_repositories` (`location`);
CREATE UNIQUE INDEX `backup_repositories_name_unique` on `backup_repositories` (`name`);
CREATE TABLE `backup_restores` (
  `id` text,
  `status` text not null constraint status_known check (`status` in ('planned','queued','running','succeeded','partial','failed','missed','cancelled')),
  `attempt` integer not null,
  `owner` text,
  `fence` integer not null,
  `queued_at` datetime not null,
  `started_at` datetime,
  `heartbeat_at` datetime,
  `finished_at` datetime,
  `cancel_requested_at` datetime,
  `failure_class` text,
  `failure_message` text,
  `progress_json` text,
  `log` text not null,
  `requested_by_id` text,
  `recovery_point_id` text not null,
  `repository_id` text not null,
  `paths_json` text not null,
  `target_json` text not null,
  `download_path` text,
  `files` bigint,
  `bytes` bigint,
  `duration_ms` bigint,
  foreign key(`requested_by_id`) references `people`(`id`),
  foreign key(`recovery_point_id`) references `recovery_points`(`id`),
  foreign key(`repository_id`) references `backup_repositories`(`id`),
  primary key (`id`));
CREATE INDEX `backup_restores_queued_at_id_index` on `backup_restores` (`queued_at`, `id`);
CREATE INDEX `backup_restores_status_queued_at_index` on `backup_restores` (`status`, `queued_at`);
CREATE TABLE `backup_runs` (
  `id` text,
  `status` text not null constraint status_known check (`status` in ('planned','queued','running','succeeded','partial','failed','missed','cancelled')),
  `attempt` integer not null,
  `owner` text,
  `fence` integer not null,
  `queued_at` datetime not null,
  `started_at` datetime,
  `heartbeat_at` datetime,
  `finished_at` datetime,
  `cancel_requested_at` datetime,
  `failure_class` text,
  `failure_message` text,
  `progress_json` text,
  `log` text not null,
  `requested_by_id` text,
  `policy_id` text not null,
  `asset_id` text not null,
  `repository_id` text not null,
  `origin` text not null constraint origin_known check (`origin` in ('schedule','manual','catch_up')),
  `due_at` datetime not null,
  `finish_by` datetime,
  `is_smaller_accepted` boolean not null,
  `recovery_point_id` text,
  `files` bigint,
  `bytes` bigint,
  `stored_bytes` bigint,
  foreign key(`requested_by_id`) references `people`(`id`),
  foreign key(`policy_id`) references `backup_policies`(`id`),
  foreign key(`asset_id`) references `assets`(`id`),
  foreign key(`repository_id`) references `backup_repositories`(`id`),
  primary key (`id`));
CREATE INDEX `backup_runs_asset_id_due_at_id_index` on `backup_runs` (`asset_id`, `due_at`, `id`);
CREATE INDEX `backup_runs_due_at_id_index` on `backup_runs` (`due_at`, `id`);
CREATE INDEX `backup_runs_policy_id_due_at_id_index` on `backup_runs` (`policy_id`, `due_at`, `id`);
CREATE INDEX `backup_runs_status_queued_at_index` on `backup_runs` (`status`, `queued_at`);
CREATE TABLE `backup_verifications` (
  `id` text,
  `status` text not null constraint status_known check (`status` in ('planned','queued','running','succeeded','partial','failed','missed','cancelled')),
  `attempt` integer not null,
  `owner` text,
  `fence` integer not null,
  `queued_at` datetime not null,
  `started_at` datetime,
  `heartbeat_at` datetime,
  `finished_at` datetime,
  `cancel_requested_at` datetime,
  `failure_class` text,
  `failure_message` text,
  `progress_json` text,
  `log` text not null,
  `requested_by_id` text,
  `recovery_point_id` text not null,
  `repository_id` text not null,
  `rung` text not null constraint rung_known check (`rung` in ('structure','data','sample','restore')),
  `files` bigint,
  `bytes` bigint,
  `duration_ms` bigint,
  `facts_json` text,
  foreign key(`requested_by_id`) references `people`(`id`),
  foreign key(`recovery_point_id`) references `recovery_points`(`id`),
  foreign key(`repository_id`) references `backup_repositories`(`id`),
  primary key (`id`));
CREATE INDEX `backup_verifications_recovery_point_id_queued_at_index` on `backup_verifications` (`recovery_point_id`, `queued_at`);
CREATE INDEX `backup_verifications_status_queued_at_index` on `backup_verifications` (`status`, `queued_at`);
CREATE TABLE `bulk_change_items` (
  `bulk_change_id` text not null,
  `seq` integer not null,
  `incident_id` text not null,
  `state` text not null constraint state_known check (`state` in ('waiting','done','unchanged','failed','undone','kept')),
  `reason` text,
  `before_json` text,
  `version_after` integer,
  `happened_at` datetime,
  foreign key(`bulk_change_id`) references `bulk_changes`(`id`),
  foreign key(`incident_id`) references `incidents`(`id`),
  primary key (`bulk_change_id`, `seq`));
CREATE INDEX `bulk_change_items_bulk_change_id_state_seq_index` on `bulk_change_items` (`bulk_change_id`, `state`, `seq`);
CREATE TABLE `bulk_changes` (
  `id` text,
  `actor_id` text not null,
  `action_json` text not null,
  `state` text not null constraint state_known check (`state` in ('running','done','undoing','undone')),
  `total` integer not null,
  `done` integer not null,
  `failed` integer not null,
  `undone` integer not null,
  `kept` integer not null,
  `created_at` datetime not null,
  `finished_at` datetime,
  `undone_at` datetime,
  foreign key(`actor_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `bulk_changes_actor_id_id_index` on `bulk_changes` (`actor_id`, `id`);
CREATE TABLE `campaign_answers` (
  `campaign_id` text not null,
  `asset_id` text not null,
  `person_id` text not null,
  `answer` text not null constraint answer_known check (`answer` in ('waiting','have','not_mine','lost','broken')),
  `note` text,
  `answered_at` datetime,
  `is_open` boolean not null,
  foreign key(`campaign_id`) references `campaigns`(`id`),
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`campaign_id`, `asset_id`));
CREATE INDEX `campaign_answers_asset_id_answered_at_index` on `campaign_answers` (`asset_id`, `answered_at`);
CREATE INDEX `campaign_answers_campaign_id_answer_asset_id_index` on `campaign_answers` (`campaign_id`, `answer`, `asset_id`);
CREATE INDEX `campaign_answers_campaign_id_person_id_index` on `campaign_answers` (`campaign_id`, `person_id`);
CREATE INDEX `campaign_answers_person_id_campaign_id_index` on `campaign_answers` (`person_id`, `campaign_id`);
CREATE TABLE `campaigns` (
  `id` text,
  `title` text not null,
  `message` text,
  `answer_until` text not null,
  `filter_json` text not null,
  `state` text not null constraint state_known check (`state` in ('open','closed')),
  `rounds` integer not null,
  `created_by_id` text,
  `version` integer not null,
  `created_at` datetime not null,
  `closed_at` datetime,
  foreign key(`created_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `campaigns_created_at_id_index` on `campaigns` (`created_at`, `id`);
CREATE INDEX `campaigns_state_answer_until_index` on `campaigns` (`state`, `answer_until`);
CREATE TABLE `canned_answers` (
  `id` text,
  `name` text not null,
  `shortcut` text not null,
  `support_group_id` text,
  `texts_json` text not null,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`support_group_id`) references `support_groups`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `canned_answers_shortcut_unique` on `canned_answers` (`shortcut`);
CREATE TABLE `checklist_items` (
  `id` text,
  `incident_id` text not null,
  `position` integer not null,
  `text` text not null,
  `assignee_id` text,
  `done_at` datetime,
  `done_by_id` text,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`assignee_id`) references `people`(`id`),
  foreign key(`done_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `checklist_items_incident_id_position_id_index` on `checklist_items` (`incident_id`, `position`, `id`);
CREATE TABLE `checklist_templates` (
  `id` text,
  `name` text not null,
  `service_id` text,
  `items_json` text not null,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`service_id`) references `services`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `checklist_templates_name_unique` on `checklist_templates` (`name`);
CREATE TABLE `comment_mentions` (
  `comment_id` text not null,
  `person_id` text not null,
  foreign key(`comment_id`) references `incident_comments`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  primary key (`comment_id`, `person_id`));
CREATE TABLE `comment_revisions` (
  `id` text,
  `comment_id` text not null,
  `version` integer not null,
  `body` text not null,
  `written_at` datetime not null,
  foreign key(`comment_id`) references `incident_comments`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `comment_revisions_comment_id_version_unique` on `comment_revisions` (`comment_id`, `version`);
CREATE TABLE `companies` (
  `id` text,
  `name` text not null,
  `name_key` text not null,
  `code` text,
  `notes` text,
  `is_active` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `companies_name_key_unique` on `companies` (`name_key`);
CREATE TABLE `contact_methods` (
  `id` text,
  `person_id` text not null,
  `channel` text not null,
  `address` text not null,
  `label` text not null,
  `sealed_secret` text,
  `code_hash` text,
  `code_sent_at` datetime,
  `code_tries` integer not null,
  `verified_at` datetime,
  `last_sent_at` datetime,
  `last_error` text,
  `created_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `contact_methods_person_id_channel_address_unique` on `contact_methods` (`person_id`, `channel`, `address`);
CREATE TABLE `contract_assets` (
  `contract_id` text not null,
  `asset_id` text not null,
  `added_at` datetime not null,
  foreign key(`contract_id`) references `contracts`(`id`) on delete CASCADE,
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  primary key (`contract_id`, `asset_id`));
CREATE INDEX `contract_assets_asset_id_index` on `contract_assets` (`asset_id`);
CREATE TABLE `contracts` (
  `id` text,
  `name` text not null,
  `name_key` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('maintenance','support','warranty','lease','subscription','insurance','other')),
  `supplier_id` text,
  `reference` text,
  `starts_on` text not null,
  `ends_on` text,
  `renewal_months` integer,
  `notice_days` integer not null,
  `cancelled_on` text,
  `cost_cents` bigint,
  `currency` text,
  `cost_per` text not null constraint cost_per_known check (`cost_per` in ('once','month','quarter','year')),
  `notes` text,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  foreign key(`supplier_id`) references `suppliers`(`id`),
  primary key (`id`));
CREATE INDEX `contracts_name_key_id_index` on `contracts` (`name_key`, `id`);
CREATE INDEX `contracts_supplier_id_index` on `contracts` (`supplier_id`);
CREATE TABLE `counters` (
  `name` text,
  `value` bigint not null,
  primary key (`name`));
CREATE TABLE `custody_settings` (
  `id` text,
  `return_days_json` text not null,
  `leaver_days_json` text not null,
  `signature_days_json` text not null,
  `version` integer not null,
  primary key (`id`));
CREATE TABLE `deliveries` (
  `id` text not null,
  `notification_id` text,
  `recipient_id` text,
  `contact_method_id` text,
  `channel` text not null,
  `address` text not null,
  `payload_json` text,
  `urgency` text not null constraint urgency_known check (`urgency` in ('page','notify')),
  `step` integer not null,
  `status` text not null constraint status_known check (`status` in ('pending','held','sending','sent','failed','uncertain','suppressed','cancelled')),
  `bundle_id` text,
  `is_granted` boolean not null,
  `attempts` integer not null,
  `last_error` text,
  `created_at` datetime not null,
  `due_at` datetime not null,
  `sending_at` datetime,
  `finished_at` datetime,
  foreign key(`notification_id`) references `notifications`(`id`),
  foreign key(`recipient_id`) references `people`(`id`),
  constraint `deliveries_key` primary key (`id`));
CREATE INDEX deliveries_held on deliveries (channel, due_at) where status = 'held';
CREATE INDEX deliveries_held_for on deliveries (recipient_id, channel) where status = 'held';
CREATE INDEX `deliveries_of_bundle` on `deliveries` (`bundle_id`);
CREATE INDEX `deliveries_of_notification` on `deliveries` (`notification_id`);
CREATE TABLE `delivery_buckets` (
  `name` text,
  `tokens` float not null,
  `refilled_at` datetime not null,
  `taken_at` datetime,
  primary key (`name`));
CREATE TABLE `departure_reminders` (
  `departure_id` text not null,
  `last_day` text not null,
  `days` integer not null,
  `sent_at` datetime not null,
  foreign key(`departure_id`) references `departures`(`id`),
  primary key (`departure_id`, `last_day`, `days`));
CREATE TABLE `departures` (
  `id` text,
  `person_id` text not null,
  `last_day` text not null,
  `note` text,
  `state` text not null constraint state_known check (`state` in ('open','done','withdrawn')),
  `created_by_id` text,
  `version` integer not null,
  `created_at` datetime not null,
  `ended_at` datetime,
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`created_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `departures_person_id_state_index` on `departures` (`person_id`, `state`);
CREATE INDEX `departures_state_last_day_id_index` on `departures` (`state`, `last_day`, `id`);
CREATE TABLE `depreciation_plans` (
  `id` text,
  `name` text not null,
  `name_key` text not null,
  `method` text not null constraint method_known check (`method` in ('straight_line','declining_balance')),
  `life_months` integer not null,
  `salvage_basis_points` integer not null,
  `pro_rata` text not null constraint pro_rata_known check (`pro_rata` in ('days','days_360','months','months_after')),
  `factor_hundredths` integer,
  `is_switching` boolean not null,
  `is_ending_with_fiscal_year` boolean not null,
  `fiscal_year_starts_in` integer not null,
  `kinds_json` text not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `depreciation_plans_name_key_unique` on `depreciation_plans` (`name_key`);
CREATE TABLE `discovered_devices` (
  `id` text,
  `network_id` text not null,
  `number` integer not null,
  `ip` text not null,
  `mac` text,
  `name` text,
  `dns_name` text,
  `manufacturer` text,
  `model` text,
  `device_type` text,
  `description` text,
  `place` text,
  `credential_id` text,
  `port` integer,
  `asset_id` text,
  `first_seen_at` datetime not null,
  `last_seen_at` datetime not null,
  `queried_at` datetime,
  `last_error` text,
  foreign key(`network_id`) references `discovery_networks`(`id`) on delete CASCADE,
  foreign key(`credential_id`) references `snmp_credentials`(`id`) on delete SET NULL,
  foreign key(`asset_id`) references `assets`(`id`) on delete SET NULL,
  primary key (`id`));
CREATE INDEX `discovered_devices_asset_id_index` on `discovered_devices` (`asset_id`);
CREATE INDEX `discovered_devices_credential_id_index` on `discovered_devices` (`credential_id`);
CREATE UNIQUE INDEX `discovered_devices_network_id_ip_unique` on `discovered_devices` (`network_id`, `ip`);
CREATE UNIQUE INDEX `discovered_devices_number_unique` on `discovered_devices` (`number`);
CREATE TABLE `discovery_networks` (
  `id` text,
  `name` text not null,
  `agent_id` text,
  `location_id` text,
  `ranges_json` text not null,
  `credential_ids_json` text not null,
  `every` text,
  `is_active` boolean not null,
  `next_run_at` datetime,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`agent_id`) references `inventory_agents`(`id`) on delete SET NULL,
  foreign key(`location_id`) references `locations`(`id`),
  primary key (`id`));
CREATE INDEX `discovery_networks_agent_id_index` on `discovery_networks` (`agent_id`);
CREATE INDEX `discovery_networks_location_id_index` on `discovery_networks` (`location_id`);
CREATE UNIQUE INDEX `discovery_networks_name_unique` on `discovery_networks` (`name`);
CREATE TABLE `discovery_runs` (
  `id` text,
  `network_id` text not null,
  `number` integer not null,
  `agent_id` text,
  `step` text not null constraint step_known check (`step` in ('discovery','query')),
  `status` text not null constraint status_known check (`status` in ('planned','sent','running','done','failed')),
  `addresses` integer not null,
  `found` integer not null,
  `failures` integer not null,
  `error` text,
  `asked_at` datetime not null,
  `sent_at` datetime,
  `ended_at` datetime,
  foreign key(`network_id`) references `discovery_networks`(`id`) on delete CASCADE,
  foreign key(`agent_id`) references `inventory_agents`(`id`) on delete SET NULL,
  primary key (`id`));
CREATE INDEX `discovery_runs_agent_id_status_index` on `discovery_runs` (`agent_id`, `status`);
CREATE INDEX `discovery_runs_network_id_id_index` on `discovery_runs` (`network_id`, `id`);
CREATE UNIQUE INDEX `discovery_runs_number_unique` on `discovery_runs` (`number`);
CREATE INDEX `discovery_runs_status_id_index` on `discovery_runs` (`status`, `id`);
CREATE TABLE `escalation_firings` (
  `id` text,
  `incident_id` text not null,
  `policy_id` text not null,
  `policy_version` integer not null,
  `step` integer not null,
  `loop` integer not null,
  `due_at` datetime not null,
  `fired_at` datetime not null,
  `late_ms` bigint not null,
  `actions_json` text not null,
  `recipients_json` text not null,
  `skipped` text constraint skipped_known check (`skipped` in ('nobody')),
  `unmet` text,
  `waited_since_at` datetime,
  `assignments_json` text not null default '[]',
  `absent_json` text not null default '[]',
  primary key (`id`));
CREATE INDEX `escalation_firings_incident_id_id_index` on `escalation_firings` (`incident_id`, `id`);
CREATE UNIQUE INDEX `escalation_firings_incident_id_policy_id_policy_version_step_loop_unique` on `escalation_firings` (`incident_id`, `policy_id`, `policy_version`, `step`, `loop`);
CREATE TABLE `escalation_policies` (
  `id` text,
  `name` text not null,
  `is_default` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `escalation_policies_name_unique` on `escalation_policies` (`name`);
CREATE TABLE `escalation_policy_versions` (
  `policy_id` text not null,
  `version` integer not null,
  `steps_json` text not null,
  `repeat` integer not null,
  `quiet_hours_json` text,
  `acknowledgement_expires_after` text,
  foreign key(`policy_id`) references `escalation_policies`(`id`),
  primary key (`policy_id`, `version`));
CREATE TABLE `escalation_turns` (
  `circle` text not null,
  `person_id` text not null,
  `turned_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`circle`, `person_id`));
CREATE TABLE `escalations` (
  `incident_id` text,
  `policy_id` text not null,
  `policy_version` integer not null,
  `state` text not null constraint state_known check (`state` in ('running','paused','stopped')),
  `opened_at` datetime not null,
  `response_due_at` datetime,
  `resolution_due_at` datetime,
  `acknowledged_at` datetime,
  `held_at` datetime,
  `held_ms` bigint not null,
  `next_due_at` datetime,
  `priority` text,
  `quiet_ms` bigint not null default '0',
  `acknowledged_by_id` text,
  `acknowledgement_warns_at` datetime,
  `acknowledgement_expires_at` datetime,
  foreign key(`policy_id`, `policy_version`) references `escalation_policy_versions`(`policy_id`, `version`),
  primary key (`incident_id`));
CREATE INDEX `escalations_next_due_at_index` on `escalations` (`next_due_at`);
CREATE TABLE `hand_over_items` (
  `hand_over_id` text not null,
  `position` integer not null,
  `asset_id` text not null,
  `tag` text not null,
  `name` text not null,
  `serial` text,
  `make` text,
  `condition` text,
  foreign key(`hand_over_id`) references `hand_overs`(`id`),
  primary key (`hand_over_id`, `position`));
CREATE INDEX `hand_over_items_asset_id_index` on `hand_over_items` (`asset_id`);
CREATE TABLE `hand_over_papers` (
  `hand_over_id` text,
  `pdf` blob not null,
  `pdf_hash` text not null,
  foreign key(`hand_over_id`) references `hand_overs`(`id`),
  primary key (`hand_over_id`));
CREATE TABLE `hand_over_texts` (
  `direction` text not null constraint direction_known check (`direction` in ('out','in')),
  `language` text not null constraint language_known check (`language` in ('en','fr')),
  `body` text not null,
  `version` integer not null,
  primary key (`direction`, `language`));
CREATE TABLE `hand_overs` (
  `id` text,
  `number` integer not null,
  `direction` text not null constraint direction_known check (`direction` in ('out','in')),
  `state` text not null constraint state_known check (`state` in ('waiting','signed','declined','withdrawn')),
  `person_id` text not null,
  `person_name` text not null,
  `clerk_id` text,
  `clerk_name` text not null,
  `language` text not null constraint language_known check (`language` in ('en','fr')),
  `time_zone` text not null,
  `due_at` datetime,
  `note` text,
  `text` text not null,
  `text_hash` text not null,
  `signed_how` text constraint signed_how_known check (`signed_how` in ('drawn','link','account')),
  `signature_json` text,
  `decided_at` datetime,
  `decline_reason` text,
  `reminders` integer not null default '0',
  `remind_at` datetime,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`clerk_id`) references `people`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `hand_overs_number_unique` on `hand_overs` (`number`);
CREATE INDEX `hand_overs_person_id_number_index` on `hand_overs` (`person_id`, `number`);
CREATE INDEX `hand_overs_remind_at_index` on `hand_overs` (`remind_at`);
CREATE INDEX `hand_overs_state_number_index` on `hand_overs` (`state`, `number`);
CREATE TABLE `idempotency_keys` (
  `key` text not null,
  `person_id` text not null,
  `request_hash` text not null,
  `status` integer not null,
  `answer_json` text not null,
  `created_at` datetime not null,
  primary key (`person_id`, `key`));
CREATE INDEX `idempotency_keys_created_at_index` on `idempotency_keys` (`created_at`);
CREATE TABLE `import_mappings` (
  `subject` text not null,
  `headers_hash` text not null,
  `columns_json` text not null,
  `saved_by_name` text not null,
  `saved_at` datetime not null,
  primary key (`subject`, `headers_hash`));
CREATE TABLE `import_rows` (
  `import_id` text not null,
  `line` integer not null,
  `seq` integer not null,
  `outcome` text not null constraint outcome_known check (`outcome` in ('created','updated','unchanged','rejected')),
  `subject_id` text,
  `label` text,
  `name` text,
  `changes_json` text not null,
  `reasons_json` text not null,
  `warnings_json` text not null,
  `version_after` integer,
  `before_json` text,
  `undoing` text constraint undoing_known check (`undoing` in ('undone','kept')),
  foreign key(`import_id`) references `asset_imports`(`id`),
  primary key (`import_id`, `line`));
CREATE INDEX `import_rows_import_id_outcome_line_index` on `import_rows` (`import_id`, `outcome`, `line`);
CREATE INDEX `import_rows_import_id_seq_index` on `import_rows` (`import_id`, `seq`);
CREATE INDEX `import_rows_import_id_subject_id_index` on `import_rows` (`import_id`, `subject_id`);
CREATE TABLE `inbound_mails` (
  `id` text,
  `source` text not null constraint source_known check (`source` in ('api','imap','smtp','lmtp','import')),
  `account` text not null,
  `mailbox_id` text,
  `uid_validity` bigint,
  `uid` bigint,
  `sha256` text not null,
  `size_bytes` bigint not null,
  `envelope_from` text,
  `envelope_to_json` text not null,
  `status` text not null constraint status_known check (`status` in ('received','done','quarantined','discarded')),
  `outcome` text constraint outcome_known check (`outcome` in ('created','appended','ignored','quarantined','duplicate')),
  `reason` text,
  `message_id` text,
  `dedup_key` text,
  `duplicate_of_id` text,
  `from_address` text,
  `from_name` text,
  `subject` text,
  `person_id` text,
  `verification` text constraint verification_known check (`verification` in ('pass','fail','none')),
  `is_trusted` boolean not null,
  `is_automatic` boolean not null,
  `incident_id` text,
  `comment_id` text,
  `text` text,
  `html` text,
  `files_json` text not null,
  `trace_json` text not null,
  `attempts` integer not null,
  `received_at` datetime not null,
  `processed_at` datetime,
  foreign key(`mailbox_id`) references `mailboxes`(`id`) on delete SET NULL,
  foreign key(`duplicate_of_id`) references `inbound_mails`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`comment_id`) references `incident_comments`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `inbound_mails_account_uid_validity_uid_unique` on `inbound_mails` (`account`, `uid_validity`, `uid`);
CREATE UNIQUE INDEX `inbound_mails_dedup_key_unique` on `inbound_mails` (`dedup_key`);
CREATE INDEX `inbound_mails_duplicate_of_id_index` on `inbound_mails` (`duplicate_of_id`);
CREATE INDEX `inbound_mails_incident_id_id_index` on `inbound_mails` (`incident_id`, `id`);
CREATE INDEX `inbound_mails_mailbox_id_index` on `inbound_mails` (`mailbox_id`);
CREATE INDEX `inbound_mails_sha256_index` on `inbound_mails` (`sha256`);
CREATE INDEX `inbound_mails_status_id_index` on `inbound_mails` (`status`, `id`);
CREATE TABLE `incident_children` (
  `child_id` text,
  `parent_id` text not null,
  `added_at` datetime not null,
  foreign key(`child_id`) references `incidents`(`id`),
  foreign key(`parent_id`) references `incidents`(`id`),
  primary key (`child_id`));
CREATE INDEX `incident_children_parent_id_child_id_index` on `incident_children` (`parent_id`, `child_id`);
CREATE TABLE `incident_comments` (`id` text, `incident_id` text not null, `author_id` text, `author_name` text not null, `visibility` text not null constraint visibility_known check (`visibility` in ('public','internal')), `body` text not null, `created_at` datetime not null, origin text not null default 'person'
       constraint origin_known check (origin in ('person', 'macro', 'automatic', 'mail')), `version` integer not null default '1', `edited_at` datetime, `deleted_at` datetime, `deleted_by_name` text, `addressed_to_id` text, foreign key(`incident_id`) references `incidents`(`id`), foreign key(`author_id`) references `people`(`id`), primary key (`id`));
CREATE INDEX incident_comments_addressed_to on incident_comments (addressed_to_id) where addressed_to_id is not null;
CREATE INDEX `incident_comments_incident_id_created_at_id_index` on `incident_comments` (`incident_id`, `created_at`, `id`);
CREATE TABLE `incident_drafts` (
  `person_id` text not null,
  `incident_id` text not null,
  `visibility` text not null constraint visibility_known check (`visibility` in ('public','internal')),
  `body` text not null,
  `device_id` text not null,
  `version` integer not null,
  `updated_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`incident_id`) references `incidents`(`id`),
  primary key (`person_id`, `incident_id`, `visibility`));
CREATE INDEX `incident_drafts_updated_at_index` on `incident_drafts` (`updated_at`);
CREATE TABLE `incident_events` (
  `id` text,
  `incident_id` text not null,
  `kind` text not null,
  `visibility` text not null constraint visibility_known check (`visibility` in ('public','internal')),
  `actor_id` text,
  `actor_name` text not null,
  `comment_id` text,
  `attachment_id` text,
  `detail_json` text not null,
  `happened_at` datetime not null,
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`actor_id`) references `people`(`id`),
  foreign key(`comment_id`) references `incident_comments`(`id`),
  primary key (`id`));
CREATE INDEX incident_events_flow on incident_events (kind, happened_at, incident_id)
       where kind in ('resolved', 'reopened', 'cancelled');
CREATE INDEX `incident_events_incident_id_happened_at_id_index` on `incident_events` (`incident_id`, `happened_at`, `id`);
CREATE TABLE `incident_fan_out_items` (
  `fan_out_id` text not null,
  `child_id` text not null,
  `state` text not null constraint state_known check (`state` in ('waiting','queued','done','skipped')),
  `reason` text,
  `finished_at` datetime,
  foreign key(`fan_out_id`) references `incident_fan_outs`(`id`),
  foreign key(`child_id`) references `incidents`(`id`),
  primary key (`fan_out_id`, `child_id`));
CREATE INDEX `incident_fan_out_items_fan_out_id_state_child_id_index` on `incident_fan_out_items` (`fan_out_id`, `state`, `child_id`);
CREATE TABLE `incident_fan_outs` (
  `id` text,
  `parent_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('answer','resolve','reopen')),
  `text` text not null,
  `code` text,
  `undoes_id` text,
  `actor_id` text,
  `actor_name` text not null,
  `actor_role` text not null,
  `total` integer not null,
  `done` integer not null,
  `skipped` integer not null,
  `created_at` datetime not null,
  `finished_at` datetime,
  foreign key(`parent_id`) references `incidents`(`id`),
  foreign key(`undoes_id`) references `incident_fan_outs`(`id`),
  foreign key(`actor_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `incident_fan_outs_parent_id_id_index` on `incident_fan_outs` (`parent_id`, `id`);
CREATE INDEX `incident_fan_outs_undoes_id_index` on `incident_fan_outs` (`undoes_id`);
CREATE TABLE `incident_feed_interests` (
  `consumer` text,
  `kinds_json` text not null,
  primary key (`consumer`));
CREATE TABLE `incident_forms` (
  `incident_id` text,
  `answers_json` text not null,
  foreign key(`incident_id`) references `incidents`(`id`),
  primary key (`incident_id`));
CREATE TABLE `incident_links` (
  `id` text,
  `from_id` text not null,
  `to_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('related','duplicate','causedBy','blockedBy')),
  `created_at` datetime not null,
  foreign key(`from_id`) references `incidents`(`id`),
  foreign key(`to_id`) references `incidents`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `incident_links_from_id_to_id_kind_unique` on `incident_links` (`from_id`, `to_id`, `kind`);
CREATE INDEX `incident_links_to_id_index` on `incident_links` (`to_id`);
CREATE TABLE `incident_merges` (
  `id` text,
  `source_id` text not null,
  `target_id` text not null,
  `before_json` text not null,
  `merged_at` datetime not null,
  `undone_at` datetime,
  foreign key(`source_id`) references `incidents`(`id`),
  foreign key(`target_id`) references `incidents`(`id`),
  primary key (`id`));
CREATE INDEX `incident_merges_source_id_index` on `incident_merges` (`source_id`);
CREATE UNIQUE INDEX incident_merges_standing on incident_merges (source_id) where undone_at is null;
CREATE INDEX `incident_merges_target_id_index` on `incident_merges` (`target_id`);
CREATE TABLE `incident_splits` (
  `id` text,
  `source_id` text not null,
  `created_id` text not null,
  `moved_json` text not null,
  `split_at` datetime not null,
  `undone_at` datetime,
  foreign key(`source_id`) references `incidents`(`id`),
  foreign key(`created_id`) references `incidents`(`id`),
  primary key (`id`));
CREATE INDEX `incident_splits_created_id_index` on `incident_splits` (`created_id`);
CREATE INDEX `incident_splits_source_id_index` on `incident_splits` (`source_id`);
CREATE TABLE `incident_tags` (
  `incident_id` text not null,
  `tag` text not null,
  foreign key(`incident_id`) references `incidents`(`id`),
  primary key (`incident_id`, `tag`));
CREATE INDEX `incident_tags_tag_incident_id_index` on `incident_tags` (`tag`, `incident_id`);
CREATE TABLE `incident_watchers` (
  `incident_id` text not null,
  `person_id` text not null,
  `added_at` datetime not null,
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  primary key (`incident_id`, `person_id`));
CREATE INDEX `incident_watchers_person_id_incident_id_index` on `incident_watchers` (`person_id`, `incident_id`);
CREATE TABLE `incidents` (
  `id` text,
  `number` integer not null,
  `title` text not null,
  `description` text not null,
  `status` text not null constraint status_known check (`status` in ('new','in_progress','pending','resolved','closed','cancelled')),
  `is_open` boolean not null,
  `impact` text not null constraint impact_known check (`impact` in ('low','medium','high')),
  `urgency` text not null constraint urgency_known check (`urgency` in ('low','medium','high')),
  `raised_steps` integer not null default '0',
  `priority` text not null constraint priority_known check (`priority` in ('P1','P2','P3','P4','P5')),
  `requester_id` text,
  `support_group_id` text,
  `assignee_id` text,
  `service_id` text,
  `asset_id` text,
  `source_type` text not null,
  `dedup_key` text,
  `opened_at` datetime not null,
  `updated_at` datetime not null,
  `acknowledged_at` datetime,
  `response_due_at` datetime,
  `response_met_at` datetime,
  `response_breached_at` datetime,
  `resolution_due_at` datetime,
  `resolution_met_at` datetime,
  `resolution_breached_at` datetime,
  `next_due_at` datetime not null,
  `pending_reason` text,
  `resume_at` datetime,
  `resolution_code` text,
  `resolution_note` text,
  `resolved_at` datetime,
  `resolved_by_id` text,
  `closed_at` datetime,
  `merged_into_id` text,
  `version` integer not null,
  `next_response_due_at` datetime,
  `next_response_breached_at` datetime,
  `tags_json` text not null default '[]',
  foreign key(`requester_id`) references `people`(`id`),
  foreign key(`support_group_id`) references `support_groups`(`id`),
  foreign key(`assignee_id`) references `people`(`id`),
  foreign key(`service_id`) references `services`(`id`),
  foreign key(`resolved_by_id`) references `people`(`id`),
  foreign key(`merged_into_id`) references `incidents`(`id`),
  primary key (`id`));
CREATE INDEX `incidents_asset_id_opened_at_id_index` on `incidents` (`asset_id`, `opened_at`, `id`);
CREATE INDEX `incidents_assignee_id_is_open_next_due_at_id_index` on `incidents` (`assignee_id`, `is_open`, `next_due_at`, `id`);
CREATE INDEX `incidents_assignee_id_is_open_opened_at_id_index` on `incidents` (`assignee_id`, `is_open`, `opened_at`, `id`);
CREATE INDEX `incidents_assignee_id_is_open_priority_next_due_at_id_index` on `incidents` (`assignee_id`, `is_open`, `priority`, `next_due_at`, `id`);
CREATE INDEX `incidents_assignee_id_is_open_updated_at_id_index` on `incidents` (`assignee_id`, `is_open`, `updated_at`, `id`);
CREATE UNIQUE INDEX incidents_dedup_key_open on incidents (dedup_key) where is_open and dedup_key is not null;
CREATE INDEX `incidents_is_open_next_due_at_id_index` on `incidents` (`is_open`, `next_due_at`, `id`);
CREATE INDEX `incidents_is_open_opened_at_id_index` on `incidents` (`is_open`, `opened_at`, `id`);
CREATE INDEX `incidents_is_open_priority_next_due_at_id_index` on `incidents` (`is_open`, `priority`, `next_due_at`, `id`);
CREATE INDEX `incidents_is_open_updated_at_id_index` on `incidents` (`is_open`, `updated_at`, `id`);
CREATE INDEX incidents_merged_into on incidents (merged_into_id) where merged_into_id is not null;
CREATE INDEX `incidents_next_due_at_id_index` on `incidents` (`next_due_at`, `id`);
CREATE UNIQUE INDEX `incidents_number_unique` on `incidents` (`number`);
CREATE INDEX `incidents_opened_at_id_index` on `incidents` (`opened_at`, `id`);
CREATE INDEX `incidents_priority_next_due_at_id_index` on `incidents` (`priority`, `next_due_at`, `id`);
CREATE INDEX `incidents_priority_opened_at_id_index` on `incidents` (`priority`, `opened_at`, `id`);
CREATE INDEX `incidents_requester_id_opened_at_id_index` on `incidents` (`requester_id`, `opened_at`, `id`);
CREATE INDEX incidents_resolved on incidents (resolved_at, resolved_by_id) where resolved_at is not null;
CREATE INDEX incidents_resolved_at on incidents (resolved_at, id) where resolved_at is not null;
CREATE INDEX `incidents_service_id_is_open_next_due_at_id_index` on `incidents` (`service_id`, `is_open`, `next_due_at`, `id`);
CREATE INDEX `incidents_service_id_opened_at_id_index` on `incidents` (`service_id`, `opened_at`, `id`);
CREATE INDEX `incidents_status_next_due_at_id_index` on `incidents` (`status`, `next_due_at`, `id`);
CREATE INDEX `incidents_status_opened_at_id_index` on `incidents` (`status`, `opened_at`, `id`);
CREATE INDEX `incidents_status_updated_at_id_index` on `incidents` (`status`, `updated_at`, `id`);
CREATE INDEX `incidents_support_group_id_assignee_id_is_open_next_due_at_id_index` on `incidents` (`support_group_id`, `assignee_id`, `is_open`, `next_due_at`, `id`);
CREATE INDEX `incidents_support_group_id_is_open_next_due_at_id_index` on `incidents` (`support_group_id`, `is_open`, `next_due_at`, `id`);
CREATE INDEX `incidents_support_group_id_is_open_opened_at_id_index` on `incidents` (`support_group_id`, `is_open`, `opened_at`, `id`);
CREATE INDEX `incidents_support_group_id_is_open_priority_next_due_at_id_index` on `incidents` (`support_group_id`, `is_open`, `priority`, `next_due_at`, `id`);
CREATE INDEX `incidents_support_group_id_is_open_updated_at_id_index` on `incidents` (`support_group_id`, `is_open`, `updated_at`, `id`);
CREATE INDEX `incidents_support_group_id_opened_at_id_index` on `incidents` (`support_group_id`, `opened_at`, `id`);
CREATE INDEX `incidents_updated_at_id_index` on `incidents` (`updated_at`, `id`);
CREATE TABLE `inventory_agents` (
  `id` text,
  `source_id` text not null,
  `device_id` text not null,
  `agent_uuid` text,
  `product` text,
  `name` text,
  `tag` text,
  `asset_id` text,
  `full` text not null constraint full_known check (`full` in ('had','wanted','asked')),
  `first_seen_at` datetime not null,
  `last_contact_at` datetime not null,
  `last_inventory_at` datetime,
  `next_contact_by` datetime,
  `last_error` text,
  foreign key(`source_id`) references `inventory_sources`(`id`) on delete CASCADE,
  foreign key(`asset_id`) references `assets`(`id`) on delete SET NULL,
  primary key (`id`));
CREATE INDEX `inventory_agents_asset_id_index` on `inventory_agents` (`asset_id`);
CREATE INDEX `inventory_agents_last_contact_at_id_index` on `inventory_agents` (`last_contact_at`, `id`);
CREATE UNIQUE INDEX `inventory_agents_source_id_device_id_unique` on `inventory_agents` (`source_id`, `device_id`);
CREATE TABLE `inventory_changes` (
  `id` text,
  `asset_id` text not null,
  `happened_at` datetime not null,
  `section` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('added','removed','changed')),
  `item` text not null,
  `field` text,
  `from_json` text not null,
  `to_json` text not null,
  `agent_name` text not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  primary key (`id`));
CREATE INDEX `inventory_changes_asset_id_happened_at_id_index` on `inventory_changes` (`asset_id`, `happened_at`, `id`);
CREATE TABLE `inventory_contacts` (
  `id` text,
  `source_id` text,
  `agent_id` text,
  `username` text,
  `device_id` text,
  `product` text,
  `address` text,
  `message` text not null,
  `status` integer not null,
  `answer` text not null,
  `outcome` text,
  `asset_id` text,
  `error` text,
  `is_error` boolean not null,
  `bytes` bigint not null,
  `duration_ms` integer not null,
  `happened_at` datetime not null,
  foreign key(`source_id`) references `inventory_sources`(`id`) on delete SET NULL,
  foreign key(`agent_id`) references `inventory_agents`(`id`) on delete SET NULL,
  foreign key(`asset_id`) references `assets`(`id`) on delete SET NULL,
  primary key (`id`));
CREATE INDEX `inventory_contacts_agent_id_id_index` on `inventory_contacts` (`agent_id`, `id`);
CREATE INDEX `inventory_contacts_asset_id_id_index` on `inventory_contacts` (`asset_id`, `id`);
CREATE INDEX `inventory_contacts_is_error_id_index` on `inventory_contacts` (`is_error`, `id`);
CREATE INDEX `inventory_contacts_source_id_id_index` on `inventory_contacts` (`source_id`, `id`);
CREATE TABLE `inventory_fingerprints` (
  `id` text,
  `hash` text not null,
  `identity_json` text not null,
  `state` text not null constraint state_known check (`state` in ('assigned','review','ignored')),
  `asset_id` text,
  `review_id` text,
  `is_pinned` boolean not null,
  `agent_name` text,
  `source_id` text,
  `first_seen_at` datetime not null,
  `last_seen_at` datetime not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete SET NULL,
  foreign key(`review_id`) references `inventory_reviews`(`id`) on delete SET NULL,
  primary key (`id`));
CREATE INDEX `inventory_fingerprints_asset_id_index` on `inventory_fingerprints` (`asset_id`);
CREATE UNIQUE INDEX `inventory_fingerprints_hash_unique` on `inventory_fingerprints` (`hash`);
CREATE INDEX `inventory_fingerprints_review_id_index` on `inventory_fingerprints` (`review_id`);
CREATE TABLE `inventory_keys` (
  `fingerprint_id` text not null,
  `type` text not null,
  `value` text not null,
  foreign key(`fingerprint_id`) references `inventory_fingerprints`(`id`) on delete CASCADE,
  primary key (`fingerprint_id`, `type`, `value`));
CREATE INDEX `inventory_keys_value_type_index` on `inventory_keys` (`value`, `type`);
CREATE TABLE `inventory_machines` (
  `id` integer,
  `asset_id` text,
  `source_id` text,
  `agent_name` text,
  `device_id` text not null,
  `document_hash` text not null,
  `seen_version` integer not null,
  `is_stub` boolean not null,
  `written_json` text not null,
  `said_json` text not null,
  `differs` text not null,
  `first_contact_at` datetime not null,
  `last_contact_at` datetime not null,
  `last_full_at` datetime,
  `changed_at` datetime not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete SET NULL,
  primary key (`id`));
CREATE UNIQUE INDEX `inventory_machines_asset_id_unique` on `inventory_machines` (`asset_id`);
CREATE INDEX `inventory_machines_differs_id_index` on `inventory_machines` (`differs`, `id`);
CREATE INDEX `inventory_machines_last_contact_at_id_index` on `inventory_machines` (`last_contact_at`, `id`);
CREATE TABLE `inventory_merges` (
  `id` text,
  `kind` text not null constraint kind_known check (`kind` in ('merge','split')),
  `from_asset_id` text not null,
  `into_asset_id` text not null,
  `before_json` text not null,
  `actor_id` text,
  `actor_name` text not null,
  `done_at` datetime not null,
  `undone_at` datetime,
  `undone_by_name` text,
  foreign key(`from_asset_id`) references `assets`(`id`) on delete CASCADE,
  foreign key(`into_asset_id`) references `assets`(`id`) on delete CASCADE,
  primary key (`id`));
CREATE INDEX `inventory_merges_done_at_id_index` on `inventory_merges` (`done_at`, `id`);
CREATE INDEX `inventory_merges_from_asset_id_undone_at_index` on `inventory_merges` (`from_asset_id`, `undone_at`);
CREATE INDEX `inventory_merges_into_asset_id_undone_at_index` on `inventory_merges` (`into_asset_id`, `undone_at`);
CREATE TABLE `inventory_reviews` (
  `id` text,
  `reason` text not null constraint reason_known check (`reason` in ('several','contradiction')),
  `state` text not null constraint state_known check (`state` in ('open','decided','settled')),
  `name` text,
  `identity_json` text not null,
  `candidates_json` text not null,
  `document` blob,
  `undo_json` text,
  `source_id` text,
  `decision` text constraint decision_known check (`decision` in ('asset','new','ignore')),
  `asset_id` text,
  `decider_id` text,
  `decider_name` text,
  `decided_at` datetime,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  `version` integer not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete SET NULL,
  foreign key(`decider_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `inventory_reviews_asset_id_index` on `inventory_reviews` (`asset_id`);
CREATE INDEX `inventory_reviews_state_created_at_id_index` on `inventory_reviews` (`state`, `created_at`, `id`);
CREATE TABLE `inventory_rules` (
  `id` text,
  `rules_json` text not null,
  `junk_json` text not null,
  `version` integer not null,
  primary key (`id`));
CREATE TABLE `inventory_sections` (
  `machine_id` integer not null,
  `name` text not null,
  `hash` text not null,
  `body_json` text not null,
  `said_at` datetime not null,
  foreign key(`machine_id`) references `inventory_machines`(`id`) on delete CASCADE,
  primary key (`machine_id`, `name`));
CREATE TABLE `inventory_sources` (
  `id` text,
  `name` text not null,
  `username` text not null,
  `password_hash` text not null,
  `location_id` text,
  `contact_every` text not null,
  `is_active` boolean not null,
  `reserved_for` text,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`location_id`) references `locations`(`id`),
  primary key (`id`));
CREATE INDEX `inventory_sources_location_id_index` on `inventory_sources` (`location_id`);
CREATE UNIQUE INDEX `inventory_sources_name_unique` on `inventory_sources` (`name`);
CREATE UNIQUE INDEX `inventory_sources_username_unique` on `inventory_sources` (`username`);
CREATE TABLE `inventory_submissions` (
  `id` text,
  `source_id` text,
  `agent_id` text,
  `agent_uuid` text,
  `request_id` text,
  `packed` blob,
  `status` text not null constraint status_known check (`status` in ('waiting','done','failed')),
  `error` text,
  `received_at` datetime not null,
  `processed_at` datetime,
  foreign key(`source_id`) references `inventory_sources`(`id`) on delete SET NULL,
  foreign key(`agent_id`) references `inventory_agents`(`id`) on delete SET NULL,
  primary key (`id`));
CREATE INDEX `inventory_submissions_agent_id_id_index` on `inventory_submissions` (`agent_id`, `id`);
CREATE INDEX `inventory_submissions_request_id_index` on `inventory_submissions` (`request_id`);
CREATE INDEX `inventory_submissions_source_id_index` on `inventory_submissions` (`source_id`);
CREATE INDEX `inventory_submissions_status_id_index` on `inventory_submissions` (`status`, `id`);
CREATE TABLE `kit_hand_outs` (
  `id` text,
  `kit_id` text not null,
  `kit_name` text not null,
  `holder_type` text not null constraint holder_type_known check (`holder_type` in ('person','location')),
  `holder_id` text not null,
  `contents_json` text not null,
  `note` text,
  `actor_id` text,
  `actor_name` text not null,
  `handed_out_at` datetime not null,
  `returned_at` datetime,
  foreign key(`kit_id`) references `kits`(`id`),
  primary key (`id`));
CREATE INDEX `kit_hand_outs_holder_id_id_index` on `kit_hand_outs` (`holder_id`, `id`);
CREATE INDEX `kit_hand_outs_kit_id_id_index` on `kit_hand_outs` (`kit_id`, `id`);
CREATE TABLE `kits` (
  `id` text,
  `name` text not null,
  `name_key` text not null,
  `notes` text,
  `lines_json` text not null,
  `is_active` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `kits_name_key_unique` on `kits` (`name_key`);
CREATE TABLE `label_templates` (
  `id` text,
  `name` text not null,
  `paper_json` text not null,
  `design_json` text not null,
  `is_default` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE INDEX `label_templates_name_id_index` on `label_templates` (`name`, `id`);
CREATE TABLE `lendable_assets` (
  `asset_id` text,
  `created_at` datetime not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  primary key (`asset_id`));
CREATE TABLE `licence_seats` (
  `id` text,
  `licence_id` text not null,
  `person_id` text,
  `asset_id` text,
  `note` text,
  `assigned_at` datetime not null,
  `assigned_by_id` text,
  `assigned_by_name` text not null,
  `freed_at` datetime,
  `freed_by_name` text,
  `freed_because` text,
  foreign key(`licence_id`) references `licences`(`id`) on delete CASCADE,
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  primary key (`id`));
CREATE UNIQUE INDEX licence_seats_asset on licence_seats (asset_id, licence_id) where freed_at is null;
CREATE INDEX `licence_seats_licence_id_assigned_at_id_index` on `licence_seats` (`licence_id`, `assigned_at`, `id`);
CREATE UNIQUE INDEX licence_seats_person on licence_seats (person_id, licence_id) where freed_at is null;
CREATE TABLE `licence_software` (
  `licence_id` text not null,
  `software_id` text not null,
  foreign key(`licence_id`) references `licences`(`id`) on delete CASCADE,
  foreign key(`software_id`) references `software_titles`(`id`),
  primary key (`licence_id`, `software_id`));
CREATE INDEX `licence_software_software_id_index` on `licence_software` (`software_id`);
CREATE TABLE `licences` (
  `id` text,
  `name` text not null,
  `name_key` text not null,
  `publisher` text,
  `metric` text not null constraint metric_known check (`metric` in ('person','device')),
  `seats` integer,
  `seats_used` integer not null,
  `sealed_key` text,
  `supplier_id` text,
  `order_number` text,
  `purchased_on` text,
  `cost_cents` bigint,
  `currency` text,
  `expires_on` text,
  `is_reassignable` boolean not null,
  `notes` text,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  foreign key(`supplier_id`) references `suppliers`(`id`),
  primary key (`id`));
CREATE INDEX `licences_expires_on_id_index` on `licences` (`expires_on`, `id`);
CREATE INDEX `licences_name_key_id_index` on `licences` (`name_key`, `id`);
CREATE INDEX `licences_supplier_id_index` on `licences` (`supplier_id`);
CREATE TABLE `locations` (
  `id` text,
  `name` text not null,
  `parent_id` text,
  `time_zone` text not null,
  `address` text,
  `created_at` datetime not null,
  `version` integer not null default '1',
  foreign key(`parent_id`) references `locations`(`id`),
  primary key (`id`));
CREATE TABLE `macro_runs` (
  `id` text,
  `macro_id` text not null,
  `incident_id` text not null,
  `person_id` text,
  `before_json` text not null,
  `added_json` text not null,
  `version_after` integer not null,
  `applied_at` datetime not null,
  `undone_at` datetime,
  foreign key(`macro_id`) references `macros`(`id`),
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `macro_runs_incident_id_id_index` on `macro_runs` (`incident_id`, `id`);
CREATE TABLE `macros` (
  `id` text,
  `name` text not null,
  `support_group_id` text,
  `actions_json` text not null,
  `is_active` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`support_group_id`) references `support_groups`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `macros_name_unique` on `macros` (`name`);
CREATE TABLE `mail_limits` (
  `name` text,
  `tokens` float not null,
  `strikes` integer not null,
  `suppressed` integer not null,
  `refilled_at` datetime not null,
  `tried_at` datetime not null,
  primary key (`name`));
CREATE INDEX `mail_limits_strikes_tried_at_index` on `mail_limits` (`strikes`, `tried_at`);
CREATE TABLE `mail_messages` (
  `message_id` text,
  `subject_id` text not null,
  `person_id` text,
  `created_at` datetime not null,
  primary key (`message_id`));
CREATE INDEX `mail_messages_subject_id_created_at_index` on `mail_messages` (`subject_id`, `created_at`);
CREATE TABLE `mail_policy` (
  `id` text,
  `auth_servers_json` text not null,
  `accepted_domains_json` text not null,
  `unknown_senders` text not null constraint unknown_senders_known check (`unknown_senders` in ('accept','quarantine')),
  `reopen_days` integer not null,
  `is_acknowledging` boolean not null,
  `max_bytes` bigint not null,
  `version` integer not null,
  primary key (`id`));
CREATE TABLE `mailbox_progress` (
  `mailbox_id` text,
  `uid_validity` bigint,
  `last_uid` bigint not null,
  `waiting` integer not null,
  `checked_at` datetime,
  `succeeded_at` datetime,
  `failed_at` datetime,
  `failures` integer not null,
  `last_error` text,
  `lease_holder` text,
  `lease_until_at` datetime,
  foreign key(`mailbox_id`) references `mailboxes`(`id`) on delete CASCADE,
  primary key (`mailbox_id`));
CREATE TABLE `mailboxes` (
  `id` text,
  `name` text not null,
  `address` text,
  `host` text not null,
  `port` integer not null,
  `security` text not null constraint security_known check (`security` in ('tls','starttls','none')),
  `username` text not null,
  `password_sealed` text not null,
  `folder` text not null,
  `processed_folder` text,
  `support_group_id` text,
  `service_id` text,
  `is_active` boolean not null,
  `since_at` datetime,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`support_group_id`) references `support_groups`(`id`),
  foreign key(`service_id`) references `services`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `mailboxes_name_unique` on `mailboxes` (`name`);
CREATE TABLE `major_incident_affected` (
  `major_incident_id` text not null,
  `person_id` text not null,
  `since_at` datetime not null,
  foreign key(`major_incident_id`) references `major_incidents`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  primary key (`major_incident_id`, `person_id`));
CREATE INDEX `major_incident_affected_person_id_index` on `major_incident_affected` (`person_id`);
CREATE TABLE `major_incident_entries` (
  `id` text,
  `major_incident_id` text not null,
  `kind` text not null,
  `text` text not null,
  `actor_id` text,
  `actor_name` text not null,
  `happened_at` datetime not null,
  foreign key(`major_incident_id`) references `major_incidents`(`id`),
  foreign key(`actor_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `major_incident_entries_major_incident_id_happened_at_id_index` on `major_incident_entries` (`major_incident_id`, `happened_at`, `id`);
CREATE TABLE `major_incident_scopes` (
  `major_incident_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('service','location')),
  `value` text not null,
  foreign key(`major_incident_id`) references `major_incidents`(`id`),
  primary key (`major_incident_id`, `kind`, `value`));
CREATE TABLE `major_incident_tasks` (
  `id` text,
  `major_incident_id` text not null,
  `phase` text not null constraint phase_known check (`phase` in ('response','review')),
  `title` text not null,
  `assignee_id` text,
  `done_by_id` text,
  `done_at` datetime,
  `created_at` datetime not null,
  foreign key(`major_incident_id`) references `major_incidents`(`id`),
  foreign key(`assignee_id`) references `people`(`id`),
  foreign key(`done_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `major_incident_tasks_major_incident_id_id_index` on `major_incident_tasks` (`major_incident_id`, `id`);
CREATE TABLE `major_incident_updates` (
  `id` text,
  `major_incident_id` text not null,
  `stage` text not null constraint stage_known check (`stage` in ('investigating','identified','monitoring','ended')),
  `body_en` text not null,
  `body_fr` text not null,
  `author_id` text,
  `author_name` text not null,
  `published_at` datetime not null,
  `told_at` datetime,
  foreign key(`major_incident_id`) references `major_incidents`(`id`),
  foreign key(`author_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `major_incident_updates_major_incident_id_id_index` on `major_incident_updates` (`major_incident_id`, `id`);
CREATE TABLE `major_incidents` (
  `id` text,
  `incident_id` text not null,
  `state` text not null constraint state_known check (`state` in ('active','ended','withdrawn')),
  `title_en` text not null,
  `title_fr` text not null,
  `body_en` text not null,
  `body_fr` text not null,
  `commander_id` text,
  `update_every` text,
  `update_due_at` datetime,
  `affected_count` integer not null,
  `root_cause` text not null,
  `lessons` text not null,
  `version` integer not null,
  `declared_by_id` text,
  `declared_at` datetime not null,
  `ended_at` datetime,
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`commander_id`) references `people`(`id`),
  foreign key(`declared_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `major_incidents_incident_id_index` on `major_incidents` (`incident_id`);
CREATE UNIQUE INDEX major_incidents_standing on major_incidents (incident_id) where state <> 'withdrawn';
CREATE INDEX `major_incidents_state_declared_at_id_index` on `major_incidents` (`state`, `declared_at`, `id`);
CREATE TABLE `manufacturer_aliases` (
  `name_key` text,
  `name` text not null,
  `manufacturer_id` text not null,
  `created_at` datetime not null,
  foreign key(`manufacturer_id`) references `manufacturers`(`id`) on delete CASCADE,
  primary key (`name_key`));
CREATE INDEX `manufacturer_aliases_manufacturer_id_index` on `manufacturer_aliases` (`manufacturer_id`);
CREATE TABLE `manufacturers` (
  `id` text,
  `name` text not null,
  `name_key` text not null,
  `url` text,
  `support_url` text,
  `support_phone` text,
  `support_email` text,
  `notes` text,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `manufacturers_name_key_unique` on `manufacturers` (`name_key`);
CREATE TABLE `notification_preferences` (
  `person_id` text,
  `rules_json` text not null,
  `version` integer not null,
  `updated_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`person_id`));
CREATE TABLE `notifications` (
  `id` text,
  `recipient_id` text not null,
  `kind` text not null,
  `subject_type` text not null,
  `subject_id` text not null,
  `data_json` text not null,
  `key` text not null,
  `created_at` datetime not null,
  `read_at` datetime,
  `urgency` text not null default 'notify',
  `is_hidden` boolean not null default '0',
  foreign key(`recipient_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `notifications_about` on `notifications` (`subject_id`);
CREATE INDEX `notifications_recipient_id_id_index` on `notifications` (`recipient_id`, `id`);
CREATE UNIQUE INDEX `notifications_recipient_id_key_unique` on `notifications` (`recipient_id`, `key`);
CREATE INDEX notifications_unread on notifications (recipient_id) where read_at is null;
CREATE TABLE `on_call_feeds` (
  `id` text,
  `token_hash` text not null,
  `person_id` text not null,
  `schedule_id` text,
  `created_at` datetime not null,
  `last_read_at` datetime,
  `revoked_at` datetime,
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`schedule_id`) references `on_call_schedules`(`id`),
  primary key (`id`));
CREATE INDEX `on_call_feeds_person_id_id_index` on `on_call_feeds` (`person_id`, `id`);
CREATE UNIQUE INDEX `on_call_feeds_token_hash_unique` on `on_call_feeds` (`token_hash`);
CREATE TABLE `on_call_gaps` (
  `id` text,
  `schedule_id` text not null,
  `start_at` datetime not null,
  `end_at` datetime not null,
  `found_at` datetime not null,
  `resolved_at` datetime,
  `outcome` text constraint outcome_known check (`outcome` in ('covered','passed','unused')),
  foreign key(`schedule_id`) references `on_call_schedules`(`id`),
  primary key (`id`));
CREATE INDEX `on_call_gaps_schedule_id_resolved_at_index` on `on_call_gaps` (`schedule_id`, `resolved_at`);
CREATE TABLE `on_call_overrides` (
  `id` text,
  `schedule_id` text not null,
  `person_id` text,
  `replaces_person_id` text,
  `start_at` datetime not null,
  `end_at` datetime not null,
  `reason` text,
  `created_by_id` text,
  `created_at` datetime not null,
  `kind` text not null default 'everybody',
  `swap_id` text,
  foreign key(`schedule_id`) references `on_call_schedules`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`replaces_person_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `on_call_overrides_schedule_id_end_at_index` on `on_call_overrides` (`schedule_id`, `end_at`);
CREATE TABLE `on_call_preferences` (
  `person_id` text,
  `reminders_json` text not null,
  `is_told_of_handovers` boolean not null,
  `updated_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`person_id`));
CREATE TABLE `on_call_schedule_versions` (
  `schedule_id` text not null,
  `version` integer not null,
  `plan_json` text not null,
  `changed_by_id` text,
  `created_at` datetime not null,
  foreign key(`schedule_id`) references `on_call_schedules`(`id`),
  primary key (`schedule_id`, `version`));
CREATE TABLE `on_call_schedules` (
  `id` text,
  `name` text not null,
  `time_zone` text not null,
  `rotations_json` text not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  `layering` text not null default 'together',
  `cover_week_json` text,
  `is_watched` boolean not null default '1',
  `recorded_at` datetime,
  `settled_at` datetime,
  `told_at` datetime,
  `next_tell_at` datetime,
  `retired_at` datetime,
  primary key (`id`));
CREATE UNIQUE INDEX `on_call_schedules_name_unique` on `on_call_schedules` (`name`);
CREATE INDEX `on_call_schedules_next_tell_at_index` on `on_call_schedules` (`next_tell_at`);
CREATE TABLE `on_call_shifts` (
  `id` text,
  `schedule_id` text not null,
  `person_id` text not null,
  `start_at` datetime not null,
  `end_at` datetime not null,
  `rotation` text,
  `level` integer not null,
  `override_id` text,
  `temporary_id` text,
  foreign key(`schedule_id`) references `on_call_schedules`(`id`),
  primary key (`id`));
CREATE INDEX `on_call_shifts_schedule_id_end_at_index` on `on_call_shifts` (`schedule_id`, `end_at`);
CREATE TABLE `on_call_swap_recipients` (
  `swap_id` text not null,
  `person_id` text not null,
  `answer` text constraint answer_known check (`answer` in ('accepted','declined')),
  `answered_at` datetime,
  foreign key(`swap_id`) references `on_call_swaps`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  primary key (`swap_id`, `person_id`));
CREATE INDEX `on_call_swap_recipients_person_id_swap_id_index` on `on_call_swap_recipients` (`person_id`, `swap_id`);
CREATE TABLE `on_call_swaps` (
  `id` text,
  `schedule_id` text not null,
  `asker_id` text not null,
  `start_at` datetime not null,
  `end_at` datetime not null,
  `return_start_at` datetime,
  `return_end_at` datetime,
  `message` text,
  `state` text not null constraint state_known check (`state` in ('open','accepted','declined','withdrawn','expired')),
  `taker_id` text,
  `expires_at` datetime not null,
  `created_at` datetime not null,
  `decided_at` datetime,
  foreign key(`schedule_id`) references `on_call_schedules`(`id`),
  foreign key(`asker_id`) references `people`(`id`),
  foreign key(`taker_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `on_call_swaps_asker_id_id_index` on `on_call_swaps` (`asker_id`, `id`);
CREATE INDEX `on_call_swaps_schedule_id_end_at_index` on `on_call_swaps` (`schedule_id`, `end_at`);
CREATE INDEX `on_call_swaps_state_expires_at_index` on `on_call_swaps` (`state`, `expires_at`);
CREATE TABLE `on_call_temporary_schedules` (
  `id` text,
  `schedule_id` text not null,
  `start_at` datetime not null,
  `end_at` datetime not null,
  `shifts_json` text not null,
  `reason` text,
  `created_by_id` text,
  `created_at` datetime not null,
  foreign key(`schedule_id`) references `on_call_schedules`(`id`),
  primary key (`id`));
CREATE INDEX `on_call_temporary_schedules_schedule_id_end_at_index` on `on_call_temporary_schedules` (`schedule_id`, `end_at`);
CREATE TABLE `outbox` (
  `id` text,
  `key` text,
  `job` text not null,
  `payload_json` text not null,
  `run_at` datetime not null,
  `created_at` datetime not null,
  `round` integer not null default '0',
  `last_error` text,
  primary key (`id`));
CREATE UNIQUE INDEX `outbox_key_unique` on `outbox` (`key`);
CREATE INDEX `outbox_run_at_id_index` on `outbox` (`run_at`, `id`);
CREATE TABLE `people` (
  `id` text,
  `email` text not null,
  `name` text not null,
  `role` text not null constraint role_known check (`role` in ('employee','technician','lead','admin')),
  `language` text not null,
  `time_zone` text not null,
  `department` text,
  `job_title` text,
  `phone` text,
  `location_id` text,
  `manager_id` text,
  `password_hash` text,
  `is_active` boolean not null default '1',
  `version` integer not null default '1',
  `created_at` datetime not null,
  `is_limited_to_sites` boolean not null default '0',
  foreign key(`location_id`) references `locations`(`id`),
  foreign key(`manager_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `people_department_index` on `people` (`department`);
CREATE UNIQUE INDEX `people_email_unique` on `people` (`email`);
CREATE INDEX `people_name_id_index` on `people` (`name`, `id`);
CREATE TABLE `person_addresses` (
  `address` text,
  `person_id` text not null,
  `created_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`address`));
CREATE INDEX `person_addresses_person_id_index` on `person_addresses` (`person_id`);
CREATE TABLE `person_sites` (
  `person_id` text not null,
  `location_id` text not null,
  `granted_at` datetime not null,
  `granted_by` text not null,
  foreign key(`person_id`) references `people`(`id`) on delete CASCADE,
  foreign key(`location_id`) references `locations`(`id`) on delete CASCADE,
  primary key (`person_id`, `location_id`));
CREATE INDEX `person_sites_location_id_index` on `person_sites` (`location_id`);
CREATE TABLE `person_skills` (
  `person_id` text not null,
  `skill` text not null,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`person_id`, `skill`));
CREATE INDEX `person_skills_skill_index` on `person_skills` (`skill`);
CREATE TABLE `program_keys` (
  `name` text,
  `public_key` text not null,
  `sealed_key` text not null,
  `created_at` datetime not null,
  primary key (`name`));
CREATE TABLE `recovery_points` (
  `id` text,
  `policy_id` text not null,
  `asset_id` text not null,
  `repository_id` text not null,
  `run_id` text not null,
  `ref` text not null,
  `taken_at` datetime not null,
  `files` bigint not null,
  `bytes` bigint not null,
  `stored_bytes` bigint not null,
  `is_good` boolean not null,
  `proof_json` text not null,
  `source_facts_json` text not null,
  `verified_rung` text constraint verified_rung_known check (`verified_rung` in ('structure','data','sample','restore')),
  `verified_at` datetime,
  `damaged_at` datetime,
  `forgotten_at` datetime,
  `held_at` datetime,
  `held_until` datetime,
  `hold_reason` text,
  `held_by_id` text,
  `doomed_at` datetime,
  foreign key(`policy_id`) references `backup_policies`(`id`),
  foreign key(`asset_id`) references `assets`(`id`),
  foreign key(`repository_id`) references `backup_repositories`(`id`),
  foreign key(`run_id`) references `backup_runs`(`id`),
  primary key (`id`));
CREATE INDEX `recovery_points_asset_id_taken_at_id_index` on `recovery_points` (`asset_id`, `taken_at`, `id`);
CREATE INDEX `recovery_points_policy_id_taken_at_id_index` on `recovery_points` (`policy_id`, `taken_at`, `id`);
CREATE UNIQUE INDEX `recovery_points_repository_id_ref_unique` on `recovery_points` (`repository_id`, `ref`);
CREATE INDEX `recovery_points_taken_at_id_index` on `recovery_points` (`taken_at`, `id`);
CREATE TABLE `repairs` (
  `id` text,
  `number` text not null,
  `asset_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('repair','maintenance','upgrade','calibration')),
  `title` text not null,
  `supplier_id` text,
  `reference` text,
  `incident_id` text,
  `status` text not null constraint status_known check (`status` in ('open','returned','cancelled')),
  `outcome` text constraint outcome_known check (`outcome` in ('repaired','replaced','irreparable','no_fault_found')),
  `is_away` boolean not null,
  `is_warranty` boolean not null,
  `started_on` text not null,
  `expected_on` text,
  `finished_on` text,
  `cost_cents` bigint,
  `currency` text,
  `notes` text,
  `created_by_id` text,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  foreign key(`supplier_id`) references `suppliers`(`id`),
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`created_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `repairs_asset_id_started_on_index` on `repairs` (`asset_id`, `started_on`);
CREATE UNIQUE INDEX `repairs_number_unique` on `repairs` (`number`);
CREATE UNIQUE INDEX repairs_one_away on repairs (asset_id) where status = 'open' and is_away;
CREATE INDEX `repairs_status_expected_on_id_index` on `repairs` (`status`, `expected_on`, `id`);
CREATE INDEX `repairs_supplier_id_index` on `repairs` (`supplier_id`);
CREATE TABLE `report_schedules` (
  `id` text,
  `name` text not null,
  `report` text not null,
  `filter_json` text not null,
  `period` text not null,
  `cron` text not null,
  `time_zone` text not null,
  `recipient_ids_json` text not null,
  `is_active` boolean not null,
  `version` integer not null,
  `created_by_id` text,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  `last_sent_at` datetime,
  foreign key(`created_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `report_schedules_name_id_index` on `report_schedules` (`name`, `id`);
CREATE TABLE `requestable_items` (
  `id` text,
  `name` text not null,
  `description` text,
  `approval` text not null constraint approval_known check (`approval` in ('none','manager','lead')),
  `is_offered` boolean not null,
  `version` integer not null,
  primary key (`id`));
CREATE INDEX `requestable_items_name_id_index` on `requestable_items` (`name`, `id`);
CREATE TABLE `reservations` (
  `id` text,
  `asset_id` text not null,
  `person_id` text not null,
  `from_at` datetime not null,
  `until_at` datetime not null,
  `state` text not null constraint state_known check (`state` in ('booked','collected','ended','cancelled','missed')),
  `note` text,
  `created_by_id` text,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`created_by_id`) references `people`(`id`),
  primary key (`id`));
CREATE INDEX `reservations_asset_id_state_until_at_index` on `reservations` (`asset_id`, `state`, `until_at`);
CREATE INDEX `reservations_person_id_until_at_index` on `reservations` (`person_id`, `until_at`);
CREATE INDEX `reservations_state_until_at_id_index` on `reservations` (`state`, `until_at`, `id`);
CREATE TABLE `return_reminders` (
  `asset_id` text not null,
  `due_at` datetime not null,
  `days` integer not null,
  `sent_at` datetime not null,
  primary key (`asset_id`, `due_at`, `days`));
CREATE TABLE `routing_rule_firings` (
  `id` text,
  `rule_id` text not null,
  `rule_version` integer not null,
  `rule_name` text not null,
  `incident_id` text not null,
  `event_id` text,
  `occasion_at` datetime,
  `fired_at` datetime not null,
  `outcome` text not null constraint outcome_known check (`outcome` in ('acted','refused','stopped')),
  `actions_json` text not null,
  foreign key(`incident_id`) references `incidents`(`id`),
  primary key (`id`));
CREATE INDEX `routing_rule_firings_incident_id_id_index` on `routing_rule_firings` (`incident_id`, `id`);
CREATE UNIQUE INDEX `routing_rule_firings_rule_id_event_id_unique` on `routing_rule_firings` (`rule_id`, `event_id`);
CREATE INDEX `routing_rule_firings_rule_id_id_index` on `routing_rule_firings` (`rule_id`, `id`);
CREATE UNIQUE INDEX `routing_rule_firings_rule_id_incident_id_occasion_at_unique` on `routing_rule_firings` (`rule_id`, `incident_id`, `occasion_at`);
CREATE TABLE `routing_rules` (
  `id` text,
  `name` text not null,
  `is_active` boolean not null,
  `position` integer not null,
  `trigger_json` text not null,
  `filters_json` text not null,
  `actions_json` text not null,
  `is_last` boolean not null,
  `active_from_at` datetime not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE INDEX `routing_rules_position_id_index` on `routing_rules` (`position`, `id`);
CREATE TABLE `satisfaction_requests` (
  `incident_id` text,
  `person_id` text not null,
  `asked_at` datetime not null,
  `rating` integer,
  `comment` text,
  `rated_at` datetime,
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  primary key (`incident_id`));
CREATE INDEX `satisfaction_requests_asked_at_incident_id_index` on `satisfaction_requests` (`asked_at`, `incident_id`);
CREATE INDEX `satisfaction_requests_person_id_asked_at_index` on `satisfaction_requests` (`person_id`, `asked_at`);
CREATE TABLE `satisfaction_settings` (
  `id` text,
  `is_asking` boolean not null,
  `days_between` integer not null,
  `low_rating` integer not null,
  `version` integer not null,
  primary key (`id`));
CREATE TABLE `scans` (
  `id` text,
  `action` text not null constraint action_known check (`action` in ('audit','check_out','check_in')),
  `code` text not null,
  `audit_id` text,
  `asset_id` text,
  `location_id` text,
  `actor_id` text not null,
  `actor_name` text not null,
  `scanned_at` datetime not null,
  `received_at` datetime not null,
  `outcome` text not null constraint outcome_known check (`outcome` in ('found','misplaced','unexpected','again','unknown','done','refused','closed')),
  `answer_json` text not null,
  foreign key(`audit_id`) references `audits`(`id`),
  primary key (`id`));
CREATE INDEX `scans_asset_id_received_at_index` on `scans` (`asset_id`, `received_at`);
CREATE INDEX `scans_audit_id_outcome_code_index` on `scans` (`audit_id`, `outcome`, `code`);
CREATE INDEX `scans_audit_id_received_at_id_index` on `scans` (`audit_id`, `received_at`, `id`);
CREATE TABLE `schema_migrations` (
  `name` text,
  `ran_at` datetime not null,
  primary key (`name`));
CREATE TABLE `search_documents` (
  `seq` integer not null primary key autoincrement,
  `subject_type` text not null,
  `subject_id` text not null,
  `indexed_at` datetime not null,
  `words_version` integer not null default '1');
CREATE UNIQUE INDEX `search_documents_subject_type_subject_id_unique` on `search_documents` (`subject_type`, `subject_id`);
CREATE INDEX search_documents_words_version on search_documents (subject_type, words_version, seq);
CREATE VIRTUAL TABLE search_index using fts5(title, body, internal,
       content='', contentless_delete=1, prefix='2 3', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE 'search_index_config'(
  k PRIMARY KEY,
  v) WITHOUT ROWID;
CREATE TABLE 'search_index_data'(
  id INTEGER PRIMARY KEY,
  block BLOB);
CREATE TABLE 'search_index_docsize'(
  id INTEGER PRIMARY KEY,
  sz BLOB,
  origin INTEGER);
CREATE TABLE 'search_index_idx'(
  segid,
  term,
  pgno,
  PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE VIRTUAL TABLE search_vocabulary using fts5vocab(search_index, row);
CREATE TABLE `sender_bursts` (
  `address` text,
  `last_at` datetime not null,
  `mails` integer not null,
  `subject_key` text not null,
  `incident_ids_json` text not null,
  `is_flood` boolean not null,
  primary key (`address`));
CREATE TABLE `service_calendar_imports` (
  `id` text,
  `calendar_id` text not null,
  `name` text not null,
  `url` text,
  `effect` text not null constraint effect_known check (`effect` in ('close','open')),
  `days_json` text not null,
  `read_at` datetime not null,
  `next_read_at` datetime,
  `failure` text,
  `created_at` datetime not null,
  foreign key(`calendar_id`) references `service_calendars`(`id`),
  primary key (`id`));
CREATE INDEX `service_calendar_imports_calendar_id_id_index` on `service_calendar_imports` (`calendar_id`, `id`);
CREATE INDEX `service_calendar_imports_next_read_at_index` on `service_calendar_imports` (`next_read_at`);
CREATE TABLE `service_calendar_versions` (
  `calendar_id` text not null,
  `version` integer not null,
  `time_zone` text not null,
  `week_json` text not null,
  `exceptions_json` text not null,
  `imported_json` text not null default '[]',
  foreign key(`calendar_id`) references `service_calendars`(`id`),
  primary key (`calendar_id`, `version`));
CREATE TABLE `service_calendars` (
  `id` text,
  `name` text not null,
  `is_default` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `service_calendars_name_unique` on `service_calendars` (`name`);
CREATE TABLE `service_followers` (
  `service_id` text not null,
  `person_id` text not null,
  `since_at` datetime not null,
  foreign key(`service_id`) references `services`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  primary key (`service_id`, `person_id`));
CREATE INDEX `service_followers_person_id_index` on `service_followers` (`person_id`);
CREATE TABLE `service_level_agreement_versions` (
  `agreement_id` text not null,
  `version` integer not null,
  `calendar_id` text,
  `on_reopen` text not null constraint on_reopen_known check (`on_reopen` in ('continue','restart')),
  `targets_json` text not null,
  `rules_json` text not null default '[]',
  `operational_json` text not null default '[]',
  `is_next_response_pausing` boolean not null default '1',
  foreign key(`agreement_id`) references `service_level_agreements`(`id`),
  foreign key(`calendar_id`) references `service_calendars`(`id`),
  primary key (`agreement_id`, `version`));
CREATE TABLE `service_level_agreements` (
  `id` text,
  `name` text not null,
  `is_default` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `service_level_agreements_name_unique` on `service_level_agreements` (`name`);
CREATE TABLE `service_level_clocks` (
  `incident_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('response','nextResponse','resolution','operational')),
  `cycle` integer not null,
  `support_group_id` text,
  `agreement_id` text not null,
  `agreement_version` integer not null,
  `rule` integer,
  `priority` text not null constraint priority_known check (`priority` in ('P1','P2','P3','P4','P5')),
  `target` text,
  `calendar_id` text,
  `calendar_version` integer,
  `is_pausing` boolean not null,
  `started_at` datetime not null,
  `due_at` datetime,
  `met_at` datetime,
  `breached_at` datetime,
  `breach_cause` text,
  `cancelled_at` datetime,
  `breach_note` text,
  `breach_noted_by_id` text,
  `breach_noted_at` datetime,
  `time_zone_data` text not null,
  primary key (`incident_id`, `kind`, `cycle`));
CREATE INDEX service_level_clocks_open_due on service_level_clocks (breached_at, due_at) where met_at is null and cancelled_at is null;
CREATE INDEX service_level_clocks_open_zone on service_level_clocks (time_zone_data, incident_id) where met_at is null and cancelled_at is null;
CREATE TABLE `service_level_editions` (
  `name` text,
  `edition` text not null,
  primary key (`name`));
CREATE TABLE `service_level_events` (
  `id` text,
  `incident_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('response','nextResponse','resolution','operational')),
  `cycle` integer not null,
  `event` text not null constraint event_known check (`event` in ('met','breached','reopened','retargeted','cancelled')),
  `happened_at` datetime not null,
  `due_at` datetime,
  `priority` text not null constraint priority_known check (`priority` in ('P1','P2','P3','P4','P5')),
  `target` text,
  `calendar_id` text,
  `calendar_version` integer,
  `cause` text not null,
  primary key (`id`));
CREATE INDEX `service_level_events_incident_id_id_index` on `service_level_events` (`incident_id`, `id`);
CREATE TABLE `service_level_segments` (
  `incident_id` text not null,
  `seq` integer not null,
  `from_at` datetime not null,
  `state` text not null constraint state_known check (`state` in ('running','paused','stopped')),
  `calendar_id` text,
  `calendar_version` integer,
  `cause` text not null,
  `support_group_id` text,
  primary key (`incident_id`, `seq`));
CREATE TABLE `services` (
  `id` text,
  `name` text not null,
  `description` text,
  `support_group_id` text,
  `service_calendar_id` text,
  `service_level_agreement_id` text,
  `escalation_policy_id` text,
  `is_active` boolean not null default '1',
  `version` integer not null default '1',
  `created_at` datetime not null,
  `form_json` text,
  foreign key(`support_group_id`) references `support_groups`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `services_name_unique` on `services` (`name`);
CREATE TABLE `sessions` (
  `token_hash` text,
  `person_id` text not null,
  `user_agent` text,
  `address` text,
  `created_at` datetime not null,
  `last_seen_at` datetime not null,
  `expires_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`token_hash`));
CREATE INDEX `sessions_expires_at_index` on `sessions` (`expires_at`);
CREATE INDEX `sessions_person_id_index` on `sessions` (`person_id`);
CREATE TABLE `setup_links` (
  `token_hash` text,
  `person_id` text,
  `created_at` datetime not null,
  `expires_at` datetime not null,
  `used_at` datetime,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`token_hash`));
CREATE TABLE `sim_cards` (
  `id` text,
  `iccid` text not null,
  `line_number` text,
  `carrier` text,
  `plan` text,
  `status` text not null constraint status_known check (`status` in ('spare','active','suspended','cancelled')),
  `asset_id` text,
  `sealed_pin` text,
  `sealed_puk` text,
  `contract_ends_on` text,
  `notes` text,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  foreign key(`asset_id`) references `assets`(`id`) on delete SET NULL,
  primary key (`id`));
CREATE INDEX `sim_cards_asset_id_index` on `sim_cards` (`asset_id`);
CREATE UNIQUE INDEX `sim_cards_iccid_unique` on `sim_cards` (`iccid`);
CREATE INDEX `sim_cards_line_number_index` on `sim_cards` (`line_number`);
CREATE TABLE `sim_events` (
  `id` text,
  `sim_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('registered','changed','placed','taken','secret_read')),
  `actor_id` text,
  `actor_name` text not null,
  `happened_at` datetime not null,
  `note` text,
  `changes_json` text not null,
  foreign key(`sim_id`) references `sim_cards`(`id`) on delete CASCADE,
  primary key (`id`));
CREATE INDEX `sim_events_sim_id_happened_at_id_index` on `sim_events` (`sim_id`, `happened_at`, `id`);
CREATE TABLE `sim_placements` (
  `id` text,
  `sim_id` text not null,
  `asset_id` text not null,
  `placed_at` datetime not null,
  `placed_by` text not null,
  `taken_at` datetime,
  `taken_by` text,
  foreign key(`sim_id`) references `sim_cards`(`id`) on delete CASCADE,
  foreign key(`asset_id`) references `assets`(`id`) on delete CASCADE,
  primary key (`id`));
CREATE INDEX `sim_placements_asset_id_placed_at_id_index` on `sim_placements` (`asset_id`, `placed_at`, `id`);
CREATE UNIQUE INDEX sim_placements_present on sim_placements (sim_id) where taken_at is null;
CREATE INDEX `sim_placements_sim_id_placed_at_id_index` on `sim_placements` (`sim_id`, `placed_at`, `id`);
CREATE TABLE `snipe_migrations` (
  `id` text,
  `base_url` text not null,
  `sealed_token` text,
  `actor_id` text,
  `actor_name` text not null,
  `state` text not null constraint state_known check (`state` in ('running','done','cancelled','failed','undoing','undone')),
  `settings_json` text not null,
  `stage` integer not null,
  `position` integer not null,
  `totals_json` text not null,
  `reason` text,
  `created_at` datetime not null,
  `finished_at` datetime,
  primary key (`id`));
CREATE INDEX `snipe_migrations_created_at_id_index` on `snipe_migrations` (`created_at`, `id`);
CREATE TABLE `snmp_credentials` (
  `id` text,
  `name` text not null,
  `protocol` text not null constraint protocol_known check (`protocol` in ('1','2c','3')),
  `secrets_sealed` text not null,
  `version` integer not null,
  `created_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `snmp_credentials_name_unique` on `snmp_credentials` (`name`);
CREATE TABLE `software_installations` (
  `machine_id` integer not null,
  `version_id` integer not null,
  `first_seen_at` datetime not null,
  `removed_at` datetime,
  `installed_on` text,
  foreign key(`machine_id`) references `inventory_machines`(`id`) on delete CASCADE,
  foreign key(`version_id`) references `software_versions`(`id`),
  primary key (`machine_id`, `version_id`, `first_seen_at`));
CREATE INDEX `software_installations_version_id_removed_at_index` on `software_installations` (`version_id`, `removed_at`);
CREATE TABLE `software_titles` (
  `id` text,
  `name` text not null,
  `publisher` text not null,
  `name_key` text not null default '',
  `origin` text,
  `is_system` boolean not null default '0',
  `policy` text constraint policy_known check (`policy` in ('allowed','forbidden')),
  `policy_note` text,
  `version` integer not null default '1',
  primary key (`id`));
CREATE INDEX `software_titles_name_key_id_index` on `software_titles` (`name_key`, `id`);
CREATE UNIQUE INDEX `software_titles_name_publisher_unique` on `software_titles` (`name`, `publisher`);
CREATE INDEX `software_titles_policy_name_key_id_index` on `software_titles` (`policy`, `name_key`, `id`);
CREATE TABLE `software_versions` (
  `id` integer,
  `software_id` text not null,
  `version` text not null,
  foreign key(`software_id`) references `software_titles`(`id`),
  primary key (`id`));
CREATE UNIQUE INDEX `software_versions_software_id_version_unique` on `software_versions` (`software_id`, `version`);
CREATE TABLE `stock_items` (
  `id` text,
  `name` text not null,
  `name_key` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('consumable','accessory','component')),
  `manufacturer` text,
  `part_number` text,
  `supplier_id` text,
  `unit` text,
  `minimum` integer,
  `on_hand` integer not null,
  `on_loan` integer not null,
  `unit_cost_cents` bigint,
  `currency` text,
  `notes` text,
  `is_active` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  foreign key(`supplier_id`) references `suppliers`(`id`),
  primary key (`id`),
  constraint stock_items_on_hand check (on_hand >= 0));
CREATE INDEX `stock_items_kind_name_key_id_index` on `stock_items` (`kind`, `name_key`, `id`);
CREATE UNIQUE INDEX `stock_items_name_key_unique` on `stock_items` (`name_key`);
CREATE INDEX `stock_items_supplier_id_index` on `stock_items` (`supplier_id`);
CREATE TABLE `stock_levels` (
  `item_id` text not null,
  `shelf` text not null,
  `quantity` integer not null,
  foreign key(`item_id`) references `stock_items`(`id`) on delete CASCADE,
  primary key (`item_id`, `shelf`),
  constraint stock_levels_quantity check (quantity >= 0));
CREATE TABLE `stock_loans` (
  `item_id` text not null,
  `holder_type` text not null constraint holder_type_known check (`holder_type` in ('person','location','asset')),
  `holder_id` text not null,
  `quantity` integer not null,
  foreign key(`item_id`) references `stock_items`(`id`) on delete CASCADE,
  primary key (`item_id`, `holder_type`, `holder_id`),
  constraint stock_loans_quantity check (quantity > 0));
CREATE INDEX `stock_loans_holder_id_index` on `stock_loans` (`holder_id`);
CREATE TABLE `stock_movements` (
  `id` text,
  `item_id` text not null,
  `kind` text not null constraint kind_known check (`kind` in ('received','handed_out','returned','corrected','counted','moved')),
  `shelf` text not null,
  `quantity` integer not null,
  `balance` integer not null,
  `holder_type` text constraint holder_type_known check (`holder_type` in ('person','location','asset')),
  `holder_id` text,
  `reason` text,
  `order_number` text,
  `unit_cost_cents` bigint,
  `currency` text,
  `hand_out_id` text,
  `actor_id` text,
  `actor_name` text not null,
  `happened_at` datetime not null,
  foreign key(`item_id`) references `stock_items`(`id`) on delete CASCADE,
  primary key (`id`));
CREATE INDEX `stock_movements_holder_id_id_index` on `stock_movements` (`holder_id`, `id`);
CREATE INDEX `stock_movements_item_id_id_index` on `stock_movements` (`item_id`, `id`);
CREATE TABLE `suppliers` (
  `id` text,
  `name` text not null,
  `name_key` text not null,
  `email` text,
  `phone` text,
  `url` text,
  `contact` text,
  `account_number` text,
  `address` text,
  `notes` text,
  `is_active` boolean not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `suppliers_name_key_unique` on `suppliers` (`name_key`);
CREATE TABLE `support_group_calendars` (
  `support_group_id` text,
  `calendar_id` text not null,
  foreign key(`support_group_id`) references `support_groups`(`id`),
  foreign key(`calendar_id`) references `service_calendars`(`id`),
  primary key (`support_group_id`));
CREATE INDEX `support_group_calendars_calendar_id_index` on `support_group_calendars` (`calendar_id`);
CREATE TABLE `support_group_members` (
  `support_group_id` text not null,
  `person_id` text not null,
  foreign key(`support_group_id`) references `support_groups`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  primary key (`support_group_id`, `person_id`));
CREATE INDEX `support_group_members_person_id_index` on `support_group_members` (`person_id`);
CREATE TABLE `support_groups` (
  `id` text,
  `name` text not null,
  `email` text,
  `is_default` boolean not null default '0',
  `created_at` datetime not null,
  `version` integer not null default '1',
  primary key (`id`));
CREATE UNIQUE INDEX `support_groups_name_unique` on `support_groups` (`name`);
CREATE TABLE `time_entries` (
  `id` text,
  `incident_id` text not null,
  `person_id` text not null,
  `comment_id` text,
  `minutes` integer not null,
  `note` text not null,
  `worked_at` datetime not null,
  `version` integer not null,
  `created_at` datetime not null,
  foreign key(`incident_id`) references `incidents`(`id`),
  foreign key(`person_id`) references `people`(`id`),
  foreign key(`comment_id`) references `incident_comments`(`id`),
  primary key (`id`));
CREATE INDEX `time_entries_incident_id_worked_at_id_index` on `time_entries` (`incident_id`, `worked_at`, `id`);
CREATE INDEX `time_entries_person_id_worked_at_id_index` on `time_entries` (`person_id`, `worked_at`, `id`);
CREATE TABLE `undeliverable_addresses` (
  `address` text,
  `status` text not null,
  `reason` text not null,
  `noted_at` datetime not null,
  primary key (`address`));
CREATE TABLE `view_sidebars` (
  `person_id` text,
  `layout_json` text not null,
  `version` integer not null,
  `updated_at` datetime not null,
  foreign key(`person_id`) references `people`(`id`),
  primary key (`person_id`));
CREATE TABLE `views` (
  `id` text,
  `name` text,
  `owner_id` text,
  `visibility` text not null constraint visibility_known check (`visibility` in ('personal','group','all')),
  `support_group_id` text,
  `filters_json` text not null,
  `sort` text not null,
  `columns_json` text not null,
  `position` integer not null,
  `version` integer not null,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  `subject` text not null default 'incidents',
  foreign key(`owner_id`) references `people`(`id`),
  foreign key(`support_group_id`) references `support_groups`(`id`),
  primary key (`id`));
CREATE INDEX `views_owner_id_index` on `views` (`owner_id`);
CREATE INDEX `views_visibility_support_group_id_index` on `views` (`visibility`, `support_group_id`);
CREATE TABLE `webhook_attempts` (
  `id` text,
  `delivery_id` text not null,
  `attempted_at` datetime not null,
  `duration_ms` integer not null,
  `request_headers_json` text not null,
  `response_status` integer,
  `response_excerpt` text,
  `error` text,
  foreign key(`delivery_id`) references `webhook_deliveries`(`id`) on delete CASCADE,
  primary key (`id`));
CREATE INDEX `webhook_attempts_delivery_id_id_index` on `webhook_attempts` (`delivery_id`, `id`);
CREATE TABLE `webhook_deliveries` (
  `id` text,
  `webhook_id` text not null,
  `event_id` text,
  `incident_id` text,
  `type` text not null,
  `body` text not null,
  `status` text not null constraint status_known check (`status` in ('pending','sending','sent','failed')),
  `attempts` integer not null,
  `replays` integer not null,
  `response_status` integer,
  `last_error` text,
  `created_at` datetime not null,
  `started_at` datetime not null,
  `next_attempt_at` datetime,
  `finished_at` datetime,
  foreign key(`webhook_id`) references `webhooks`(`id`) on delete CASCADE,
  primary key (`id`));
CREATE INDEX `webhook_deliveries_created_at_index` on `webhook_deliveries` (`created_at`);
CREATE INDEX webhook_deliveries_open on webhook_deliveries (webhook_id, incident_id, id) where status in ('pending', 'sending');
CREATE UNIQUE INDEX `webhook_deliveries_webhook_id_event_id_unique` on `webhook_deliveries` (`webhook_id`, `event_id`);
CREATE INDEX `webhook_deliveries_webhook_id_id_index` on `webhook_deliveries` (`webhook_id`, `id`);
CREATE TABLE `webhooks` (
  `id` text,
  `name` text not null,
  `url` text not null,
  `events_json` text not null,
  `support_group_ids_json` text not null,
  `service_ids_json` text not null,
  `is_internal_included` boolean not null,
  `is_enabled` boolean not null,
  `disabled_reason` text constraint disabled_reason_known check (`disabled_reason` in ('person','failing','gone')),
  `sealed_secret` text not null,
  `sealed_previous_secret` text,
  `previous_secret_until_at` datetime,
  `failures` integer not null,
  `failing_since_at` datetime,
  `resting_until_at` datetime,
  `last_success_at` datetime,
  `version` integer not null,
  `created_by_id` text,
  `created_at` datetime not null,
  `updated_at` datetime not null,
  primary key (`id`));
CREATE UNIQUE INDEX `webhooks_name_unique` on `webhooks` (`name`);
