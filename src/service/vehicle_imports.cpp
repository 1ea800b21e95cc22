#include "service/vehicle_imports.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "service/use_case.h"
#include "service/vehicle_sheet.h"

namespace cleangate::service {
namespace {

using ledger::Field;

Json words(std::string zh, std::string en) {
  return Json::object({{"zh", std::move(zh)}, {"en", std::move(en)}});
}

/// What a file says, checked as a whole.
struct Read {
  std::size_t rows = 0, bad = 0;
  std::vector<Json> good;
  Json errors = Json::array(), preview = Json::array();
};

void add_error(Read& read, std::size_t row, std::string_view column, std::string_view value,
               Json message) {
  if (read.errors.items().size() >= kMaxImportErrors) return;
  read.errors.push(Json::object({{"row", static_cast<std::int64_t>(row)},
                                 {"column", column},
                                 {"value", value.substr(0, 100)},
                                 {"message", std::move(message)}}));
}

Result<Read> read_vehicles(std::string_view file) {
  const auto rows =
      TRY(read_sheet(file, {kMaxImportUnpacked, kMaxImportRows + 1, kMaxImportColumns}));
  if (rows.empty()) return fail(ErrorCode::invalid, "文件是空的 (the file is empty)");
  VehicleRows sheet(TRY(VehicleHeading::read(rows[0])));
  Read out;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (VehicleHeading::is_blank(rows[i])) continue;
    ++out.rows;
    const std::size_t number = i + 1;  // as the spreadsheet counts
    auto checked = sheet.check(rows[i], number);
    for (const auto& fault : checked.faults) {
      add_error(out, number, fault.column, fault.value, words(fault.zh, fault.en));
    }
    const bool good = checked.faults.empty();
    if (out.preview.items().size() < kImportPreview) {
      Json shown = checked.vehicle;
      shown.set("row", static_cast<std::int64_t>(number)).set("good", good);
      out.preview.push(std::move(shown));
    }
    if (good) {
      out.good.push_back(std::move(checked.vehicle));
    } else {
      ++out.bad;
    }
  }
  return out;
}

/// What a row names is new, what it leaves out or empty stays; with its stage, that one's source.
vehicle::Registered overlaid(vehicle::Registered facts, const Json& row) {
  const auto said = vehicle::parse_registered(row).value_or(vehicle::Registered{});
  if (row.has("stage") && facts.stage != said.stage) {
    facts.stage = said.stage;
    facts.stage_source = said.stage_source;
  }
  if (row.has("fuel")) facts.fuel = said.fuel;
  if (row.has("vehicle_class")) facts.vehicle_class = said.vehicle_class;
  if (row.has("gross_mass_kg")) facts.gross_mass_kg = said.gross_mass_kg;
  if (row.has("nev")) facts.nev = said.nev;
  if (row.has("vin")) facts.vin = said.vin;
  if (row.has("marks")) facts.marks = said.marks;
  return facts;
}

enum Change : std::size_t { kNew, kChanged, kUnchanged, kChanges };
struct Outcome {
  Change change;
  vehicle::Registered facts;
};

/// What a row makes of its vehicle. One that only repeats what a guard entered changes nothing:
/// that is for a person to confirm. One that says otherwise ends the guard's word.
Outcome outcome_of(const Plant& plant, const Json& row) {
  namespace table = ledger::vehicles;
  const auto colour = plate::parse_colour(row["colour"].text().value_or(""));
  const auto* known = colour ? plant.state.vehicle(*row["plate"].text(), *colour) : nullptr;
  if (!known) return {kNew, overlaid({}, row)};
  const auto facts_in = [&](table::Column column) {
    const auto json = parse_json(ledger::text(known->row[column]));
    return json ? vehicle::parse_registered(*json).value_or(vehicle::Registered{})
                : vehicle::Registered{};
  };
  const auto now = facts_in(table::kFacts);
  if (overlaid(now, row) == now) return {kUnchanged, now};
  const bool waits = !ledger::is_null(known->row[table::kProvisionalUntil]);
  return {kChanged, overlaid(waits ? facts_in(table::kBaseFacts) : now, row)};
}

/// nullopt: the row changes nothing.
std::optional<Draft> draft_of(Plant& plant, const Json& row, const Actor& actor) {
  const auto outcome = outcome_of(plant, row);
  if (outcome.change == kUnchanged) return std::nullopt;
  // Only what the contract has of a vehicle: what is sealed cannot be taken out again.
  Json kept = vehicle::to_json(outcome.facts);
  kept.set("plate", row["plate"]).set("colour", row["colour"]);
  Draft draft = make_draft(plant, ledger::Kind::vehicle_fact, actor);
  draft.payload.set(Field::plate, std::string(*row["plate"].text()))
      .set(Field::colour, std::string(*row["colour"].text()))
      .set(Field::facts, kept.dump())
      .set(Field::source, "import");
  return draft;
}

Error no_import() {
  return {ErrorCode::not_found, "there is no such import, or it is older than a day"};
}

std::string key_of(const std::string& id) {
  return "import/" + id;
}

}  // namespace

struct VehicleImports::Job {
  std::string id;
  std::string state = "previewed";  ///< previewed | running | done | cancelled | failed
  Read read;
  std::size_t good = 0, done = 0;
  std::array<std::size_t, kChanges> changes{};  ///< what the good rows would do, as previewed
  Actor actor{"", ""};
  MonotonicTime began;
  std::string problem;
  bool is_writing = false, has_changed = false;  ///< its copy in ops.db

  [[nodiscard]] bool is_open() const { return state == "previewed" || state == "running"; }
  [[nodiscard]] Json summary() const {
    const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
    return Json::object({{"id", id},
                         {"state", state},
                         {"rows", count(read.rows)},
                         {"good", count(good)},
                         {"bad", count(read.bad)},
                         {"new", count(changes[kNew])},
                         {"changed", count(changes[kChanged])},
                         {"unchanged", count(changes[kUnchanged])},
                         {"done", count(done)},
                         {"problem", problem.empty() ? Json() : Json(problem)}});
  }
  [[nodiscard]] Json show() const {
    Json out = summary();
    return out.set("errors", read.errors).set("preview", read.preview);
  }
};

void VehicleImports::preview(std::string file, const Actor& actor, Reply reply) {
  end_previews(actor);
  const auto open = std::ranges::count_if(jobs_, [](auto& each) { return each.second->is_open(); });
  if (static_cast<std::size_t>(open) + reading_ >= kMaxImports) {
    return reply(fail(ErrorCode::unavailable,
                      "too many imports are open: apply or cancel one, or try again later"));
  }
  ++reading_;
  files_.post([this, file = std::move(file), actor, reply = std::move(reply)]() mutable {
    auto read = read_vehicles(file);
    file = {};
    plant_.executor.post([this, read = std::move(read), actor = std::move(actor),
                          reply = std::move(reply)]() mutable {
      if (!read) {
        --reading_;
        return reply(std::unexpected(read.error()));
      }
      auto job = std::make_shared<Job>();  // shared: batches under way hold it
      job->id = to_text(uuid_v7(plant_.clock.wall(), plant_.random));
      job->began = plant_.clock.monotonic();
      job->actor = std::move(actor);
      job->good = read->good.size();
      job->read = *std::move(read);
      compare(std::move(job), 0, std::move(reply));
    });
  });
}

void VehicleImports::end_previews(const Actor& actor) {
  const auto now = plant_.clock.monotonic();
  for (auto& [id, job] : jobs_) {
    if (job->state != "previewed") continue;
    if (job->actor.name != actor.name && now - job->began < kImportPreviewCounts) continue;
    finish(*job, "cancelled");
    remember(job);
  }
}

void VehicleImports::compare(std::shared_ptr<Job> job, std::size_t from, Reply reply) {
  const auto& rows = job->read.good;
  const auto end = std::min(rows.size(), from + kImportBatch);
  for (auto i = from; i < end; ++i) ++job->changes[outcome_of(plant_, rows[i]).change];
  if (end < rows.size()) {
    // Others of this executor come in between.
    return plant_.executor.post([this, job, end, reply = std::move(reply)]() mutable {
      compare(std::move(job), end, std::move(reply));
    });
  }
  --reading_;
  keep(job);
  remember(job);
  reply(job->show());
}

void VehicleImports::keep(std::shared_ptr<Job> job) {
  jobs_[job->id] = std::move(job);
  for (auto each = jobs_.begin(); each != jobs_.end() && jobs_.size() > kMaxImports;) {
    each = each->second->is_open() ? std::next(each) : jobs_.erase(each);
  }
}

std::shared_ptr<VehicleImports::Job> VehicleImports::find(const std::string& id) const {
  const auto found = jobs_.find(id);
  return found == jobs_.end() ? nullptr : found->second;
}

void VehicleImports::apply(const std::string& id, const std::string& rows, const Actor& actor,
                           Reply reply) {
  const auto job = find(id);
  if (!job) return reply(std::unexpected(no_import()));
  if (rows != "all" && rows != "good") {
    return reply(fail(ErrorCode::invalid, "rows: must be one of all, good"));
  }
  if (job->state != "previewed") {
    return reply(fail(ErrorCode::conflict, "this import is " + job->state + " already"));
  }
  if (rows == "all" && job->read.bad > 0) {
    return reply(fail(ErrorCode::conflict, std::to_string(job->read.bad) +
                                               " rows are bad: mend the file, or take the good"));
  }
  job->state = "running";
  job->actor = actor;
  Json answer = job->show();
  next_batch(job);
  reply(std::move(answer));
}

void VehicleImports::next_batch(std::shared_ptr<Job> job) {
  if (job->state != "running") return;
  const auto& rows = job->read.good;
  if (job->done >= rows.size()) {
    finish(*job, "done");
    return remember(job);
  }
  std::vector<Draft> drafts;
  const auto end = std::min(rows.size(), job->done + kImportBatch);
  for (auto i = job->done; i < end; ++i) {
    if (auto draft = draft_of(plant_, rows[i], job->actor)) drafts.push_back(*std::move(draft));
  }
  const auto count = end - job->done;
  if (drafts.empty()) {
    return plant_.executor.post([this, job, count] { batch_done(job, count, {}); });
  }
  plant_.log.append_all(std::move(drafts), Priority::bulk, [this, job, count](auto result) {
    batch_done(job, count, result ? Result<void>() : Result<void>(std::unexpected(result.error())));
  });
}

void VehicleImports::batch_done(std::shared_ptr<Job> job, std::size_t count, Result<void> result) {
  if (!result && job->state != "running") return;  // cancelled meanwhile, and stays so
  if (!result && result.error().code == ErrorCode::unavailable) {
    // The writer's queue is full of what matters more.
    plant_.executor.post_after(kImportRetry, [this, job] { next_batch(job); });
    return;
  }
  if (!result) {
    job->problem = result.error().message;
    finish(*job, "failed");
    return remember(job);
  }
  job->done += count;
  if (job->state == "running" && job->done >= job->read.good.size()) finish(*job, "done");
  remember(job);
  // Others of this executor come in between.
  plant_.executor.post([this, job] { next_batch(job); });
}

void VehicleImports::finish(Job& job, std::string state) {
  job.state = std::move(state);
  job.read.good = {};
}

void VehicleImports::show(const std::string& id, Reply reply) {
  if (const auto job = find(id)) return reply(job->show());
  worker_.post([this, id, reply = std::move(reply)]() mutable {
    auto kept = plant_.ops.reply_for(key_of(id));
    plant_.executor.post([kept = std::move(kept), reply = std::move(reply)]() mutable {
      if (!kept) return reply(std::unexpected(kept.error()));
      if (!*kept) return reply(std::unexpected(no_import()));
      Json out = parse_json((*kept)->body).value_or(Json::object());
      const auto state = out["state"].text();
      if (state == "running" || state == "previewed") {
        out.set("state", "failed").set("problem", "the server was restarted");
      }
      out.set("errors", Json::array()).set("preview", Json::array());
      reply(std::move(out));
    });
  });
}

void VehicleImports::cancel(const std::string& id, Reply reply) {
  const auto job = find(id);
  if (!job) return reply(std::unexpected(no_import()));
  if (job->is_open()) {
    // A batch under way is still counted when it is done.
    finish(*job, "cancelled");
    remember(job);
  }
  reply(job->show());
}

void VehicleImports::remember(std::shared_ptr<Job> job) {
  job->has_changed = true;
  if (job->is_writing) return;
  job->is_writing = true;
  job->has_changed = false;
  worker_.post([this, job, text = job->summary().dump(), now = plant_.clock.wall()] {
    // Only what a restart would tell is lost when this fails.
    (void)plant_.ops.remember_reply(key_of(job->id), {Hash{}, 0, text}, now);
    plant_.executor.post([this, job] {
      job->is_writing = false;
      if (job->has_changed) remember(job);
    });
  });
}

}  // namespace cleangate::service
