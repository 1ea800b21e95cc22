#include <iostream>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/data_folder.h"
#include "app/demo_plant.h"
#include "base/encoding.h"
#include "base/run_loop.h"
#include "base/text.h"
#include "domain/ledger/checkpoint.h"
#include "domain/rules/shipped_packs.h"
#include "http/tls.h"
#include "service/configure_plant.h"
#include "service/manage_accounts.h"
#include "service/use_case.h"
#include "store/sqlite/account_store.h"
#include "store/sqlite/ops_store.h"
#include "store/sqlite/plant_store.h"

namespace cleangate::app {
namespace {

/// Checked as PUT /plant does: it becomes the first entry of the log, for ever.
Result<Json> plant_from(const Arguments& arguments) {
  for (const auto name : {"plant", "region", "industry", "grade"}) {
    if (!is_utf8(arguments.get(name))) {
      return fail(ErrorCode::invalid, std::string("--") + name + ": is not UTF-8");
    }
  }
  if (trim(TRY(arguments.need("plant"))).empty()) {
    return fail(ErrorCode::invalid, "--plant: the plant's name");
  }
  auto plant =
      service::checked_plant(Json::object(),
                             Json::object({{"name", arguments.get("plant")},
                                           {"region", TRY(arguments.need("region"))},
                                           {"industry", arguments.get("industry", "generic")},
                                           {"grade", arguments.get("grade", "未评级")}}),
                             SystemClock().wall());
  if (!plant) return std::unexpected(with_context(plant.error(), "init"));
  return plant;
}

/// The first entries: the plant, the kill switch off, and the rule pack in force.
Result<void> write_first_entries(store::PlantStore& log, RunLoop& loop, const Clock& clock,
                                 Random& random, Json plant, bool demo) {
  const auto draft = [&](ledger::Kind kind) {
    service::Draft out;
    out.kind = kind;
    out.event_time = clock.wall();
    out.event_id = uuid_v7(out.event_time, random);
    out.payload.set(ledger::Field::actor, "init");
    return out;
  };
  const auto setting = [&](std::string subject, const Json& value) {
    auto out = draft(ledger::Kind::configuration);
    out.payload.set(ledger::Field::subject, std::move(subject))
        .set(ledger::Field::key, "")
        .set(ledger::Field::value, value.dump());
    return out;
  };
  plant.set("id", log.plant_id());
  std::vector<service::Draft> drafts;
  drafts.push_back(setting("plant", plant));
  drafts.push_back(setting("kill_switch", Json::object({{"on", false}})));
  auto pack = draft(ledger::Kind::rule_pack);
  const auto base = rules::base_pack_for(plant["industry"].text().value_or("generic"));
  pack.payload.set(ledger::Field::pack, base->id)
      .set(ledger::Field::pack_version, base->version)
      .set(ledger::Field::action, "activate")
      .set(ledger::Field::note, "init");
  drafts.push_back(std::move(pack));
  if (demo) {
    auto plan = draft(ledger::Kind::plan);
    plan.payload.set(ledger::Field::value, demo_plan().dump());
    drafts.push_back(std::move(plan));
  }
  Result<void> outcome;
  log.append_all(std::move(drafts), service::Priority::lane, [&](auto result) {
    if (!result) outcome = std::unexpected(result.error());
  });
  log.stop();
  loop.stop();
  return outcome;
}

struct Made {
  std::string id;
  std::string setup_token;  ///< makes the first administrator
};

Result<Made> init(const Arguments& arguments) {
  const auto root = TRY(arguments.need("data"));
  auto plant = TRY(plant_from(arguments));
  // First, so that it goes last: after all that is open in it.
  auto made = TRY(NewFolder::make(root));
  const auto& folder = made.folder();
  SystemClock clock;
  SystemRandom random;
  const auto id = to_text(uuid_v7(clock.wall(), random));
  const auto key = SigningKey::generate(random);
  TRY(write_private(folder.file("keys/log.key"), to_hex(key.seed()) + "\n"));
  TRY(write_private(folder.file("keys/log.vkey"),
                    ledger::to_text(ledger::verifier_key(ledger::origin_of(id), key)) + "\n"));
  const auto certificate =
      TRY(http::make_certificate({"localhost", "127.0.0.1", "cleangate"}, clock.wall()));
  TRY(http::write_certificate(certificate, folder.file("keys/tls.crt"),
                              folder.file("keys/tls.key")));
  TRY(store::SqliteOpsStore::open(folder.ops(), true, clock));
  const auto accounts = TRY(store::SqliteAccountStore::open(folder.ops(), false));
  RunLoop loop("plant");
  store::PlantStoreOptions options;
  options.path = folder.database();
  options.plant_id = id;
  options.create = true;
  auto log = TRY(store::PlantStore::open(std::move(options), clock, random, loop, key));
  if (arguments.has("demo")) plant.set("board", demo_board());
  TRY(write_first_entries(*log, loop, clock, random, std::move(plant), arguments.has("demo")));
  auto token = TRY(service::put_first_link(*accounts, random, clock.wall()));
  log.reset();
  TRY(made.keep());
  return Made{id, std::move(token)};
}

}  // namespace

int run_init(const std::vector<std::string>& words) {
  const auto arguments =
      Arguments::parse(words, {"data", "plant", "region", "industry", "grade"}, {"demo"});
  if (!arguments) return complain(arguments.error());
  const auto made = init(*arguments);
  if (!made) return complain(made.error());
  const auto data = arguments->get("data");
  std::cout << made->id << "\n" << kDefaultUrl << "/setup#" << made->setup_token << "\n";
  std::cerr << "plant " << made->id << " is set up in " << data << "\n"
            << "next: cleangate serve --data " << data << "\n"
            << "      then open the link above (once, within 7 days); where the server listens on\n"
            << "      another address, put that in. A new link: cleangate token setup-link --data "
            << data << "\n";
  return 0;
}

}  // namespace cleangate::app
