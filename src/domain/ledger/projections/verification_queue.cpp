#include <algorithm>
#include <array>

#include "base/json.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/stage_answers.h"
#include "domain/ledger/projections/stage_cells.h"
#include "domain/ledger/projections/tables.h"
#include "domain/vehicle/vehicle.h"

namespace cleangate::ledger {
namespace {

using namespace verification_queue;

/// 国六 without a letter is one stage for nearly every rule; a wider one, and an inferred one, is
/// not settled.
bool is_settled(std::string_view min, std::string_view max, std::string_view source) {
  if (min.empty() || max.empty() || min == "X" || max == "X" || source == "inference") return false;
  return min == max || (min == "6a" && max == "6b");
}

/// Cars need no stage: no rule asks for it.
bool asks_for_stage(const Row& passage) {
  const auto colour =
      plate::parse_colour(text(passage[passages::kColour])).value_or(plate::Colour::unknown);
  const auto facts = vehicle::facts_of({}, text(passage[passages::kPlate]), colour,
                                       text(passage[passages::kVehicleClass]));
  return facts.truck != Truth::no;
}

void set_stage(Row& row, const Cell& min, const Cell& max, const Cell& source) {
  row[kStageMin] = min;
  row[kStageMax] = max;
  row[kStageSource] = source;
}

Result<void> fold_seen(Folding& folding, const Row& passage) {
  const auto& before = folding.passage_before;
  const bool is_new = !before || before->at(passages::kPlate) != passage[passages::kPlate];
  if (!is_new || is_null(passage[passages::kPlate]) || !asks_for_stage(passage)) return {};
  // What settled it has ended the work already: a plain passage reads no row here.
  if (is_settled(text(passage[passages::kStageMin]), text(passage[passages::kStageMax]),
                 text(passage[passages::kStageSource]))) {
    return {};
  }
  const Row key = {passage[passages::kPlate], passage[passages::kColour]};
  auto known = TRY(folding.get(kTable, key));
  Row row = known ? *std::move(known) : Row(kColumnCount);
  if (is_null(row[kPlate])) {
    row[kPlate] = key[0];
    row[kColour] = key[1];
    row[kSinceIndex] = folding.index();
    row[kSince] = passage[passages::kLogTime];
    row[kPassages] = std::int64_t{0};
  }
  set_stage(row, passage[passages::kStageMin], passage[passages::kStageMax],
            passage[passages::kStageSource]);
  row[kLastAt] = std::max(integer(row[kLastAt]), integer(passage[passages::kAt]));
  row[kLastPassage] = passage[passages::kId];
  row[kPassages] = integer(row[kPassages]) + 1;
  folding.put(kTable, std::move(row));
  return {};
}

/// The vehicle's row that the entry speaks of; nullopt: it is not in the queue.
Result<std::optional<Row>> row_spoken_of(Folding& folding) {
  const Row key = {folding.cell(Field::plate), folding.cell_or(Field::colour, "unknown")};
  if (is_null(key[0])) return std::optional<Row>();
  return folding.get(kTable, key);
}

/// What was said contradicts what was known: work, although the vehicle passes with a stage.
bool is_new_conflict(const Folding& folding) {
  if (folding.kind() != Kind::stage_statement || !folding.has(Field::detail)) return false;
  const Json change = parse_json(folding.text(Field::detail)).value_or(Json());
  return change["after"]["conflicts"].integer().value_or(0) >
         change["before"]["conflicts"].integer().value_or(0);
}

Row new_work(const Folding& folding, const Row& key) {
  Row row(kColumnCount);
  row[kPlate] = key[0];
  row[kColour] = key[1];
  row[kSinceIndex] = folding.index();
  row[kSince] = row[kLastAt] = to_unix_ms(folding.entry().log_time);
  row[kLastPassage] = folding.cell(Field::passage);
  row[kPassages] = std::int64_t{0};
  return row;
}

/// Somebody said something of the stage. `stage`: what decisions use from now on.
Result<void> fold_said(Folding& folding, const std::array<Cell, 3>& stage, bool is_open) {
  const Row key = {folding.cell(Field::plate), folding.cell_or(Field::colour, "unknown")};
  auto row = TRY(row_spoken_of(folding));
  if (!row && is_open && !is_null(key[0]) && is_new_conflict(folding)) row = new_work(folding, key);
  if (!row) return {};
  if (!is_open && is_settled(text(stage[0]), text(stage[1]), text(stage[2]))) {
    folding.remove(kTable, key);
    return {};
  }
  set_stage(*row, stage[0], stage[1], stage[2]);
  if (folding.kind() == Kind::stage_statement) (*row)[kLookUp] = stage_answer(folding);
  folding.put(kTable, *std::move(row));
  return {};
}

Result<void> fold_statement(Folding& folding) {
  // What was rejected changes nothing but what the queue says of the look-up.
  if (folding.text(Field::action) == "reject") {
    auto row = TRY(row_spoken_of(folding));
    if (!row) return {};
    (*row)[kLookUp] = stage_answer(folding);
    folding.put(kTable, *std::move(row));
    return {};
  }
  auto stage = TRY(stage_cells(folding.has(Field::stage) ? folding.text(Field::stage) : "{}"));
  return fold_said(folding, stage, folding.text(Field::state) == "pending");
}

Result<void> fold_registered(Folding& folding) {
  const auto action = folding.text(Field::action);
  if (!action.empty()) return {};
  const Json facts = parse_json(folding.text(Field::facts)).value_or(Json());
  return fold_said(folding, TRY(stage_cells(facts["stage"].dump())), false);
}

}  // namespace

TableSchema verification_queue_schema() {
  return {kTable,
          {{"plate", kText},
           {"colour", kText},
           {"since_index", kInteger},
           {"since", kInteger},
           {"stage_min", kText},
           {"stage_max", kText},
           {"stage_source", kText},
           {"last_at", kInteger},
           {"last_passage", kText},
           {"passages", kInteger},
           {"look_up", kText}},
          2,
          {{"by_since", {"since_index"}}}};
}

Result<void> fold_verification_queue(Folding& folding) {
  if (folding.kind() == Kind::stage_statement) return fold_statement(folding);
  if (folding.kind() == Kind::vehicle_fact) return fold_registered(folding);
  const bool is_read = folding.kind() == Kind::passage || folding.kind() == Kind::sighting;
  if (is_read && folding.passage_after) return fold_seen(folding, *folding.passage_after);
  return {};
}

}  // namespace cleangate::ledger
