create table scan (
    id bigserial primary key,
    parcel text not null,
    place text not null,
    scanned_at timestamptz not null
);
create index scan_parcel on scan (parcel, scanned_at desc);
