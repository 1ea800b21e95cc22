#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace presence;
using OptionalRow = std::optional<Row>;

bool is_crossed(const OptionalRow& passage) {
  return passage && text(passage->at(passages::kOutcome)) == "crossed";
}

bool has_plate(const OptionalRow& passage) {
  return passage && !is_null(passage->at(passages::kPlate));
}

Row key_of(const Row& passage) {
  return {passage[passages::kPlate], passage[passages::kColour]};
}

/// Seen here and now, unless it was seen later already (messages come late and out of order).
Result<void> see(Folding& folding, const Row& passage) {
  auto row = TRY(folding.get(kTable, key_of(passage)));
  folding.seen_before = row.has_value();
  if (!row) {
    row = Row{passage[passages::kPlate], passage[passages::kColour], passage[passages::kAt],
              passage[passages::kIndex], std::int64_t{0}};
  } else if (integer(row->at(kLastAt)) > integer(passage[passages::kAt])) {
    return {};
  }
  (*row)[kLastAt] = passage[passages::kAt];
  (*row)[kLastIndex] = passage[passages::kIndex];
  folding.put(kTable, *std::move(row));
  return {};
}

/// A misread plate was never here. What this passage alone said of it goes; a vehicle that an
/// earlier passage left inside stays.
Result<void> unsee(Folding& folding, const Row& passage) {
  const auto row = TRY(folding.get(kTable, key_of(passage)));
  if (!row || row->at(kLastIndex) != passage[passages::kIndex]) return {};
  const bool inside = integer(row->at(kInside)) == 1;
  if (!inside || is_crossed(folding.passage_before)) folding.remove(kTable, key_of(passage));
  return {};
}

/// A later passage of the same vehicle that crossed knows better which side it is on.
Result<bool> is_outdated(Folding& folding, const Row& row, const Row& passage) {
  if (row[kLastIndex] == passage[passages::kIndex]) return false;
  const auto latest = TRY(folding.get(passages::kTable, {row[kLastIndex]}));
  return is_crossed(latest);
}

Result<void> set_side(Folding& folding, const Row& passage, bool crossed) {
  auto row = TRY(folding.get(kTable, key_of(passage)));
  if (!row) return {};
  const bool outdated = TRY(is_outdated(folding, *row, passage));
  if (outdated) return {};
  const bool inwards = text(passage[passages::kDirection]) == "in";
  (*row)[kInside] = std::int64_t{inwards == crossed};
  folding.put(kTable, *std::move(row));
  return {};
}

}  // namespace

TableSchema presence_schema() {
  return {kTable,
          {{"plate", kText},
           {"colour", kText},
           {"last_at", kInteger},
           {"last_index", kInteger},
           {"inside", kInteger}},
          2,
          {}};
}

Result<void> fold_presence(Folding& folding) {
  const OptionalRow& before = folding.passage_before;
  const OptionalRow& after = folding.passage_after;
  if (!after) return {};
  const bool changed = !before || key_of(*before) != key_of(*after);
  if (changed && has_plate(before)) TRY(unsee(folding, *before));
  if (changed && has_plate(after)) TRY(see(folding, *after));
  if (!has_plate(after)) return {};
  const bool crossed = is_crossed(after);
  if (crossed != is_crossed(before) || (crossed && changed)) {
    TRY(set_side(folding, *after, crossed));
  }
  return {};
}

}  // namespace cleangate::ledger
