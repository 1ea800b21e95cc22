#include "service/dossier_book.h"

#include <algorithm>

#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"
#include "domain/vehicle/shipped_tables.h"
#include "domain/vehicle/vin.h"

namespace cleangate::service {
namespace {

using vehicle::Registered;
using vehicle::Statement;

std::string key_of(std::string_view plate, std::string_view colour) {
  return std::string(plate) + "/" + std::string(colour);
}

/// The registry's own word; its source is the plant's, whatever name it was given.
Statement registry_statement(const DossierBook::Registry& registry, const Registered& facts,
                             WallTime at) {
  namespace table = ledger::vehicles;
  const auto& row = *registry.row;
  Statement statement;
  const bool is_base = vehicle::has_expired(*registry.layers, at);
  const bool is_guards = !is_base && facts.stage_source == "guard";
  statement.source = is_guards ? vehicle::StageSource::guard : vehicle::StageSource::registry;
  statement.stage = facts.stage;
  statement.at = std::min(at, from_unix_ms(ledger::integer(row[table::kUpdatedAt])));
  if (is_base) return statement;  // who said it before, and when, stands in the log
  statement.who = ledger::text(row[table::kUpdatedBy]);
  statement.until = registry.layers->until;
  const auto confirmed_by = ledger::text(row[table::kConfirmedBy]);
  if (!confirmed_by.empty() && !statement.until) {
    statement.confirmed_by = confirmed_by;
    statement.confirmed_at = statement.at;
  }
  return statement;
}

bool has_other_vin(const Registered& a, const Registered& b) {
  return !a.vin.empty() && !b.vin.empty() &&
         vehicle::normalise_vin(a.vin) != vehicle::normalise_vin(b.vin);
}

/// What the registry says counts; a look-up fills the rest.
void fill(Registered& facts, const Registered& said) {
  if (has_other_vin(facts, said)) return;
  const auto text = [](std::string& mine, const std::string& other) {
    if (mine.empty()) mine = other;
  };
  text(facts.fuel, said.fuel);
  text(facts.vehicle_class, said.vehicle_class);
  text(facts.vin, said.vin);
  text(facts.first_region, said.first_region);
  text(facts.model, said.model);
  if (!facts.gross_mass_kg) facts.gross_mass_kg = said.gross_mass_kg;
  if (!facts.first_registered) facts.first_registered = said.first_registered;
  if (!facts.made) facts.made = said.made;
}

}  // namespace

void DossierBook::apply(const ledger::RowChange& change) {
  if (change.table == ledger::stage_statements::kTable) return apply_statement(change);
  if (change.table == ledger::passages::kTable) return apply_passage(change.row);
  namespace queue = ledger::verification_queue;
  if (change.table != queue::kTable) return;
  auto key =
      key_of(ledger::text(change.row[queue::kPlate]), ledger::text(change.row[queue::kColour]));
  if (change.action == ledger::RowChange::Action::remove) {
    work_since_.erase(key);
  } else {
    work_since_[std::move(key)] = from_unix_ms(ledger::integer(change.row[queue::kSince]));
  }
}

void DossierBook::apply_statement(const ledger::RowChange& change) {
  namespace table = ledger::stage_statements;
  if (change.action == ledger::RowChange::Action::remove) return;
  const auto& row = change.row;
  auto& file = files_[key_of(ledger::text(row[table::kPlate]), ledger::text(row[table::kColour]))];
  const bool counts = ledger::text(row[table::kState]) == "counts";
  const auto json = parse_json(ledger::text(row[table::kStatement]));
  const auto statement = json ? vehicle::parse_statement(*json) : Result<Statement>(Statement{});
  const auto index = ledger::integer(row[table::kIndex]);
  if (counts && json && statement) {
    const auto known =
        std::ranges::find(file.statements, index, &std::pair<std::int64_t, Statement>::first);
    if (known != file.statements.end()) {
      known->second = *statement;
      return;  // a person confirmed it
    }
    file.statements.emplace_back(index, *statement);
  }
  if (ledger::text(row[table::kActor]) != kLookUpActor) return;
  const bool is_silent = statement && statement->stage.is_unknown();
  file.answer = !counts ? Answer::rejected : is_silent ? Answer::silent : Answer::stage;
  file.answered_at = from_unix_ms(ledger::integer(row[table::kAt]));
  if (!counts || ledger::is_null(row[table::kFacts])) return;
  const auto facts = parse_json(ledger::text(row[table::kFacts]));
  if (facts) file.looked_up = vehicle::parse_registered(*facts).value_or(Registered{});
}

void DossierBook::apply_passage(const ledger::Row& row) {
  namespace table = ledger::passages;
  const std::string id(ledger::text(row[table::kId]));
  if (const auto old = held_as_.find(id); old != held_as_.end()) {
    const auto waiting = held_.find(old->second);
    if (waiting != held_.end() && waiting->second.passage == id) held_.erase(waiting);
    held_as_.erase(old);
  }
  const bool waits = ledger::text(row[table::kHoldState]) == "open";
  if (!waits || ledger::is_null(row[table::kPlate])) return;
  auto key = key_of(ledger::text(row[table::kPlate]), ledger::text(row[table::kColour]));
  held_[key] = {id, std::string(ledger::text(row[table::kVehicleClass])),
                std::string(ledger::text(row[table::kDirection]))};
  held_as_[id] = std::move(key);
}

const DossierBook::File* DossierBook::file(std::string_view plate, plate::Colour colour) const {
  const auto found = files_.find(key_of(plate, plate::to_text(colour)));
  return found == files_.end() ? nullptr : &found->second;
}

const DossierBook::Held* DossierBook::held(std::string_view plate, plate::Colour colour) const {
  const auto found = held_.find(key_of(plate, plate::to_text(colour)));
  return found == held_.end() ? nullptr : &found->second;
}

vehicle::Dossier DossierBook::dossier(std::string_view plate, plate::Colour colour,
                                      const Registry& registry, WallTime at,
                                      const SaidNow& more) const {
  const auto* known = registry.layers ? vehicle::in_force(*registry.layers, at) : nullptr;
  const auto* papers = file(plate, colour);
  Registered facts = known ? *known : Registered{};
  vehicle::DossierSubject subject{facts.vin, std::string(plate), colour, at};
  if (registry.row) {
    subject.known_since =
        from_unix_ms(ledger::integer(registry.row->at(ledger::vehicles::kUpdatedAt)));
  }
  const auto work = work_since_.find(key_of(plate, plate::to_text(colour)));
  if (work != work_since_.end()) subject.known_since = work->second;
  const auto* said = more.looked_up ? more.looked_up : papers ? &papers->looked_up : nullptr;
  if (said) fill(facts, *said);
  std::vector<Statement> statements;
  if (papers) {
    for (const auto& [index, statement] : papers->statements) statements.push_back(statement);
  }
  if (more.statement) statements.push_back(*more.statement);
  if (known && !known->stage.is_unknown()) {
    statements.push_back(registry_statement(registry, *known, at));
  }
  const auto inference = vehicle::infer_stage(vehicle::inference_input(facts, plate, colour),
                                              vehicle::shipped_stage_tables());
  if (!inference.stage.is_unknown()) {
    statements.push_back(vehicle::state_inference(inference, at));
  }
  return vehicle::merge_statements(subject, statements, at);
}

Registered DossierBook::counting(std::string_view plate, plate::Colour colour,
                                 const Registry& registry, WallTime at, const SaidNow& more) const {
  const auto* known = registry.layers ? vehicle::in_force(*registry.layers, at) : nullptr;
  const auto* papers = file(plate, colour);
  const bool is_dated = known && (known->first_registered || known->made);
  Registered facts = known ? *known : Registered{};
  // Most vehicles: nobody but the registry says anything.
  if (!papers && !more.statement && (!is_dated || !facts.stage.is_unknown())) return facts;
  const auto* said = more.looked_up ? more.looked_up : papers ? &papers->looked_up : nullptr;
  if (said) fill(facts, *said);
  const auto merged = dossier(plate, colour, registry, at, more);
  const auto source = facts.stage_source;
  facts = vehicle::with_dossier(std::move(facts), merged);
  const bool is_own =
      merged.decisive && !vehicle::is_documentary(merged.decisive->source) && !merged.is_inferred();
  if (is_own && known && merged.decisive->stage == known->stage && !source.empty()) {
    facts.stage_source = source;
  }
  return facts;
}

}  // namespace cleangate::service
