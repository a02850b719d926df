import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

// Accounts are SS58 text, hashes 0x-hexadecimal text, CIDs base 32 text, amounts numeric(39) (u128 has 39 digits), and
// so is what anybody may claim as a u64, which bigint does not hold. What is only shown is json, which keeps the order
// of arguments and fields as they are declared.

const AMOUNT = sql.raw('numeric(39, 0)')

const STATEMENTS = [
  // One row: which chain this is and how far it is indexed. Written with every change of the tables below.
  sql`create table cursor (
    id smallint primary key check (id = 1),
    genesis_hash text not null,
    tip_number integer,
    tip_hash text,
    finalized_number integer not null,
    records_stale boolean not null
  )`,

  // What happened, by block: appended with a block, deleted with it when it is retracted.
  sql`create table blocks (
    number integer primary key,
    hash text not null unique,
    parent_hash text not null,
    state_root text not null,
    extrinsics_root text not null,
    author text,
    slot bigint,
    timestamp_ms bigint,
    size_bytes integer not null,
    extrinsic_count integer not null,
    event_count integer,
    runtime text not null,
    next_runtime text
  )`,
  sql`create index blocks_author on blocks (author, number desc)`,
  sql`create index blocks_without_events on blocks (number) where event_count is null`,
  sql`create table extrinsics (
    block integer not null,
    index integer not null,
    hash text not null,
    call text not null,
    args json not null,
    signer text,
    nonce bigint,
    era json,
    tip ${AMOUNT},
    fee ${AMOUNT},
    success boolean,
    error json,
    size_bytes integer not null,
    primary key (block, index)
  )`,
  sql`create index extrinsics_hash on extrinsics (hash)`,
  sql`create index extrinsics_signer on extrinsics (signer, block desc, index desc) where signer is not null`,
  sql`create index extrinsics_call on extrinsics (call, block desc, index desc)`,
  sql`create table events (
    block integer not null,
    index integer not null,
    extrinsic integer,
    phase text not null,
    name text not null,
    data json not null,
    primary key (block, index)
  )`,
  sql`create index events_name on events (name, block desc, index desc)`,
  // Whom and what an event is about: "account:5Grw…", "sample:12", "licence:7", "purchase:7".
  sql`create table event_subjects (
    block integer not null,
    event integer not null,
    subject text not null,
    primary key (block, event, subject)
  )`,
  sql`create index event_subjects_subject on event_subjects (subject, block desc, event desc)`,
  sql`create table payments (
    block integer not null,
    event integer not null,
    purchase integer not null,
    account text not null,
    amount ${AMOUNT} not null,
    role text not null,
    via_sample integer,
    credited boolean not null,
    primary key (block, event)
  )`,
  sql`create index payments_account on payments (account, purchase)`,
  sql`create index payments_purchase on payments (purchase)`,
  sql`create table price_history (
    block integer not null,
    sample integer not null,
    offers json not null,
    min_price ${AMOUNT},
    primary key (block, sample)
  )`,
  sql`create index price_history_sample on price_history (sample, block desc)`,

  // What is: records as the chain's state has them, read anew whenever an event touches them.
  sql`create table samples (
    id integer primary key,
    owner text not null,
    title text not null,
    tags text[] not null,
    kind text not null,
    bpm bigint not null,
    key smallint,
    duration_ms bigint not null,
    format text not null,
    size_bytes ${AMOUNT} not null,
    content_cid text not null,
    preview_cid text,
    plain_hash text not null,
    key_commitment text,
    plain_root text not null,
    storage_root text not null,
    fingerprint_hash text,
    offers json not null,
    min_price ${AMOUNT},
    royalties json not null,
    parents json not null,
    parent_ids integer[] not null,
    status text not null,
    for_sale boolean not null,
    exclusively_licensed boolean not null,
    key_agent text,
    deposit ${AMOUNT} not null,
    dispute_bond ${AMOUNT} not null,
    registered_at integer not null,
    registered_live_ms bigint not null,
    reports integer not null,
    sales integer not null,
    words text[] not null,
    search tsvector not null generated always as (array_to_tsvector(words)) stored
  )`,
  sql`create index samples_search on samples using gin (search)`,
  sql`create index samples_tags on samples using gin (tags)`,
  sql`create index samples_parents on samples using gin (parent_ids)`,
  sql`create index samples_owner on samples (owner, id desc)`,
  sql`create index samples_content on samples (content_cid)`,
  sql`create index samples_price on samples (min_price, id) where min_price is not null`,
  sql`create index samples_bpm on samples (bpm, id) where bpm > 0`,
  sql`create index samples_sales on samples (sales desc, id desc)`,
  sql`create table purchases (
    id integer primary key,
    sample integer not null,
    buyer text not null,
    seller text not null,
    offer_hash text not null,
    price ${AMOUNT} not null,
    state text not null,
    delivery_escrow ${AMOUNT} not null,
    licence integer,
    opened_at integer not null,
    opened_live_ms bigint not null,
    settled_live_ms bigint
  )`,
  sql`create index purchases_sample on purchases (sample, id desc)`,
  sql`create index purchases_buyer on purchases (buyer, id desc)`,
  sql`create index purchases_seller on purchases (seller, id desc)`,
  sql`create table licences (
    id integer primary key,
    sample integer not null,
    purchase integer not null,
    holder text not null,
    kind text not null,
    terms text not null,
    transferable boolean not null,
    issued_at integer not null,
    issued_live_ms bigint not null
  )`,
  sql`create index licences_holder on licences (holder, id desc)`,
  sql`create index licences_sample on licences (sample, id desc)`,
]

/** Everything that is read from the chain and can be read again. */
export const chainTables: Migration = {
  up: async (db: Kysely<any>) => {
    for (const statement of STATEMENTS) await statement.execute(db)
  },
}
