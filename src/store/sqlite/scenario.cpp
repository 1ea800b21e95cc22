#include "store/sqlite/scenario.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "domain/ledger/checkpoint.h"

namespace cleangate::store {

using ledger::Field;
using ledger::Kind;
using service::Draft;

namespace {

template <std::size_t count>
std::string one_of(Random& random, const char* const (&words)[count]) {
  return words[random.below(count)];
}

void add_photos(Draft& draft, Random& random, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    ledger::MediaItem item;
    item.sha256 = sha256(random.bytes(8));
    item.size = 300'000 + random.below(1000);
    item.kind = i == 0 ? "scene" : "plate";
    item.mime = "image/jpeg";
    draft.media.push_back(std::move(item));
    draft.locations.push_back({1, random.below(1u << 30), 300'000});
  }
}

}  // namespace

SigningKey test_key() {
  return SigningKey::from_seed(std::string(32, 'k')).value();
}

ledger::VerifierKey test_verifier_key() {
  return ledger::verifier_key(ledger::origin_of(kTestPlant), test_key());
}

Draft passage_draft(WallTime at, Random& random, std::string_view plate, std::string_view lane) {
  Draft draft;
  draft.kind = Kind::passage;
  draft.event_time = at;
  draft.event_id = uuid_v7(at, random);
  draft.device = "camera-" + std::string(lane);
  draft.payload = {{Field::lane, std::string(lane)},
                   {Field::gate, "north"},
                   {Field::direction, "in"},
                   {Field::plate, std::string(plate)},
                   {Field::colour, "blue"},
                   {Field::plate_class, "ordinary"},
                   {Field::verdict, "admit"},
                   {Field::reasons, R"([{"pack":"base","clause":"list.allow"}])"},
                   {Field::mode, "automatic"},
                   {Field::vendor_key, to_hex(sha256(random.bytes(16)))},
                   {Field::confidence, "97"},
                   {Field::stage, R"({"min":"5","max":"5","source":"registry"})"},
                   {Field::intent, "open"},
                   {Field::plate_raw, std::string(plate)},
                   {Field::received_at, to_rfc3339(at)}};
  add_photos(draft, random, 2);
  return draft;
}

Draft about_passage(Kind kind, const Uuid& passage, WallTime at, Random& random) {
  Draft draft;
  draft.kind = kind;
  draft.event_time = at;
  draft.event_id = uuid_v7(at, random);
  draft.payload.set(Field::passage, to_text(passage));
  return draft;
}

std::string Traffic::plate() {
  return fmt::format("冀A{:05}", random_.below(30));
}

Draft Traffic::draft(Kind kind) {
  Draft draft;
  draft.kind = kind;
  draft.event_time = clock_.wall();
  draft.event_id = uuid_v7(draft.event_time, random_);
  return draft;
}

Draft Traffic::passage() {
  // Now and then from an offline camera, hours late; now and then one whose clock runs ahead.
  WallTime at = clock_.wall();
  if (random_.below(10) == 0) at -= std::chrono::minutes(random_.below(600));
  if (random_.below(20) == 0) at += std::chrono::hours(3);
  Draft draft = passage_draft(at, random_, plate(), one_of(random_, {"1", "2", "3"}));
  draft.payload.set(Field::direction, one_of(random_, {"in", "out"}));
  const std::string verdict = one_of(random_, {"admit", "admit", "refuse", "hold"});
  draft.payload.set(Field::verdict, verdict);
  if (verdict == "hold") {
    draft.payload.set(Field::open_until, to_rfc3339(at + std::chrono::minutes(10)));
    draft.payload.set(Field::vehicle_class, "H11");
    draft.payload.set(Field::stage, R"({"min":"4","max":"5","source":"registry"})");
  }
  draft.payload.set(Field::detail, R"({"quotas":["plan-quota"]})");
  passages_.push_back(draft.event_id);
  return draft;
}

Draft Traffic::later() {
  const Uuid& passage =
      passages_[passages_.size() - 1 - random_.below(std::min<std::size_t>(passages_.size(), 8))];
  constexpr Kind kKinds[] = {Kind::sighting,   Kind::evidence, Kind::actuation, Kind::actuation,
                             Kind::resolution, Kind::outcome,  Kind::outcome};
  Draft draft =
      about_passage(kKinds[random_.below(std::size(kKinds))], passage, clock_.wall(), random_);
  ledger::Payload& payload = draft.payload;
  switch (draft.kind) {
    case Kind::sighting:
      payload.set(Field::vendor_key, to_hex(sha256(random_.bytes(8))));
      payload.set(Field::merged_as, one_of(random_, {"repeat", "correction", "trailer"}));
      payload.set(Field::plate, plate());
      payload.set(Field::colour, "blue");
      add_photos(draft, random_, random_.below(2));
      break;
    case Kind::evidence:
      add_photos(draft, random_, 1);
      break;
    case Kind::actuation:
      payload.set(Field::stage_of,
                  one_of(random_, {"commanded", "reply_written", "moved", "failed"}));
      payload.set(Field::path, "reply");
      break;
    case Kind::resolution:
      payload.set(Field::verdict, one_of(random_, {"admit", "refuse"}));
      payload.set(Field::actor, "guard").set(Field::reason, "looked at the papers");
      break;
    default:
      payload.set(Field::outcome, one_of(random_, {"crossed", "crossed", "turned_back", "left"}));
      payload.set(Field::assumed, "1");
  }
  return draft;
}

Draft Traffic::house() {
  constexpr Kind kKinds[] = {
      Kind::list_change, Kind::list_change,  Kind::vehicle_fact,      Kind::configuration,
      Kind::warning,     Kind::device_state, Kind::rule_pack,         Kind::lift,
      Kind::heartbeat,   Kind::shift,        Kind::evidence,          Kind::declaration,
      Kind::plan,        Kind::evidence,     Kind::measure_execution, Kind::stage_statement};
  // In turn, so that a short log has every kind.
  Draft entry = draft(kKinds[houses_++ % std::size(kKinds)]);
  ledger::Payload& payload = entry.payload;
  payload.set(Field::actor, "admin");
  switch (entry.kind) {
    case Kind::list_change:
      if (!items_.empty() && random_.below(3) == 0) {
        payload.set(Field::item, items_[random_.below(items_.size())]).set(Field::action, "remove");
        break;
      }
      items_.push_back(to_text(entry.event_id));
      payload.set(Field::item, items_.back()).set(Field::action, "add");
      payload.set(Field::list, one_of(random_, {"allow", "deny", "watch"}));
      payload.set(Field::plate, plate()).set(Field::reason, "by order");
      break;
    case Kind::vehicle_fact:
      payload.set(Field::plate, plate()).set(Field::colour, "blue").set(Field::source, "plant");
      if (random_.below(4) == 0) payload.set(Field::action, "remove");
      payload.set(Field::facts, R"({"stage":{"min":"5","max":"5"}})");
      break;
    case Kind::configuration:
      payload.set(Field::subject, "lane").set(Field::key, one_of(random_, {"1", "2"}));
      payload.set(Field::value, R"({"mode":"automatic"})");
      break;
    case Kind::warning:
      payload.set(Field::chain, one_of(random_, {"w1", "w2"})).set(Field::action, "start");
      payload.set(Field::level, one_of(random_, {"yellow", "orange", "red"}));
      payload.set(Field::effective_at, to_rfc3339(clock_.wall()));
      break;
    case Kind::device_state:
      entry.device = "camera-1";
      payload.set(Field::state, one_of(random_, {"online", "offline"}));
      break;
    case Kind::rule_pack:
      payload.set(Field::pack, "base").set(Field::pack_version, "1").set(Field::action, "activate");
      break;
    case Kind::lift:
      payload.set(Field::lane, "1").set(Field::reason, "ambulance");
      break;
    case Kind::declaration:
      payload.set(Field::plate, plate()).set(Field::direction, one_of(random_, {"in", "out"}));
      payload.set(Field::cargo, "gravel").set(Field::quantity, "31.5").set(Field::unit, "t");
      payload.set(Field::valid_to, to_rfc3339(clock_.wall() + std::chrono::hours(24)));
      break;
    case Kind::stage_statement:
      payload.set(Field::plate, plate()).set(Field::colour, "blue").set(Field::action, "add");
      payload.set(Field::value, R"({"source":"list"})").set(Field::source, "list");
      payload.set(Field::stage, R"({"min":"4","max":"5","source":"list"})");
      payload.set(Field::facts, R"({"fuel":"B"})").set(Field::detail, R"({"answers":[]})");
      payload.set(Field::passage, to_text(passages_.back())).set(Field::verdict, "hold");
      break;
    case Kind::shift:
      payload.set(Field::value, R"({"note":"all quiet","to":"guard 2","open_holds":["a"]})");
      break;
    case Kind::plan:
      payload.set(Field::value, "{}").set(Field::note, "two saws fewer");
      break;
    case Kind::measure_execution:
      payload.set(Field::chain, "w1").set(Field::item, "saw").set(Field::level, "orange");
      payload.set(Field::detail, R"({"kind":"signature","name":"Li"})").set(Field::note, "done");
      break;
    case Kind::evidence:
      if (random_.below(2) == 0) {
        payload.set(Field::subject, "document").set(Field::note, "an order");
      } else {
        payload.set(Field::plate, plate()).set(Field::colour, "blue");
      }
      entry.media.push_back({sha256(to_text(entry.event_id)), 7, "document", "image/jpeg", true});
      entry.locations.push_back({1, 0, 7});
      break;
    default:
      break;
  }
  return entry;
}

Draft Traffic::next() {
  const std::uint64_t dice = random_.below(10);
  if (dice < 3 || passages_.empty()) return passage();
  return dice < 8 ? later() : house();
}

TestPlant::TestPlant(PlantStoreOptions wanted, std::uint64_t seed)
    : random(seed), options(std::move(wanted)) {
  options.plant_id = kTestPlant;
  options.threading = PlantStoreOptions::Threading::manual;
  if (!options.reserve_bytes) options.reserve_bytes = 0;
  options.checkpoint_sinks.push_back([this](const std::string& note) { notes.push_back(note); });
}

bool TestPlant::open() {
  auto opened = PlantStore::open(options, loop, random, loop, test_key());
  if (!opened) {
    open_error = opened.error();
    return false;
  }
  store_ = *std::move(opened);
  return true;
}

std::shared_ptr<Outcome> TestPlant::append(Draft draft, service::Reserve reserve,
                                           service::Priority priority) {
  auto outcome = std::make_shared<Outcome>();
  store_->append(std::move(draft), priority, reserve, [outcome](auto result) {
    outcome->answered = true;
    outcome->result = std::move(result);
  });
  return outcome;
}

std::shared_ptr<Outcome> TestPlant::append_all(std::vector<Draft> drafts) {
  auto outcome = std::make_shared<Outcome>();
  store_->append_all(std::move(drafts), service::Priority::bulk, [outcome](auto result) {
    outcome->answered = true;
    outcome->result = std::move(result);
  });
  return outcome;
}

void TestPlant::settle() {
  do {
    loop.run_until_idle();
  } while (store_->run_pending());
  loop.run_until_idle();
}

}  // namespace cleangate::store
