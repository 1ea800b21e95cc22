#include "bench/pages.h"

#include <fmt/format.h>

#include <functional>
#include <limits>

#include "base/random.h"
#include "bench/traffic.h"
#include "store/sql.h"
#include "store/sqlite/database.h"
#include "store/sqlite/plant_queries.h"

namespace cleangate::bench {
namespace {

constexpr int kAsks = 1000;
constexpr std::size_t kPage = 50;
constexpr double kAllowance = 0.5;  // ms beside the SQL
constexpr double kGoal = 1.5;

using Plate = std::optional<std::string>;  // nullopt: the first page of all

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

/// The bare SQL: the statement itself, every cell looked at, nothing kept.
class Bare {
 public:
  explicit Bare(const std::string& path)
      : database_(must_have(store::Database::open(path, {.mode = store::Database::Mode::read_only}),
                            path)) {}

  std::size_t ask(const Plate& plate) {
    const auto sql = store::query(plate ? "passages_by_plate" : "passages_recent");
    store::Statement::Run run(*must_have(database_.statement(sql), "bare SQL"));
    if (plate) run.text(run.position(":plate"), *plate);
    run.integer(run.position(":low"), 0);
    run.integer(run.position(":high"), std::numeric_limits<std::int64_t>::max());
    run.integer(run.position(":limit"), kPage + 1);
    std::size_t bytes = 0;
    while (must_have(run.step(), "bare SQL")) {
      for (int column = 0; column < run.columns(); ++column) bytes += run.text(column).size();
    }
    must(bytes > 0, "nothing found");
    return bytes;
  }

 private:
  store::Database database_;
};

/// `vehicles`: asks for one of so many; 0: for the first page of all.
Line compare(std::string name, std::uint64_t vehicles, Bare& bare,
             const std::function<void(const Plate&)>& product) {
  SeededRandom random(7);
  Samples ours, floor;
  for (int i = 0; i < kAsks + 20; ++i) {
    const auto plate = vehicles > 0 ? Plate(plate_of(random.below(vehicles))) : std::nullopt;
    // Whoever asks first reads the page from the disk: turn about.
    double took = 0, bare_took = 0;
    const auto ask_product = [&] {
      const auto start = Clock::now();
      product(plate);
      took = milliseconds_since(start);
    };
    if (i % 2 == 0) ask_product();
    const auto start = Clock::now();
    (void)bare.ask(plate);
    bare_took = milliseconds_since(start);
    if (i % 2 == 1) ask_product();
    if (i < 20) continue;  // warm
    ours.add(took);
    floor.add(bare_took + kAllowance);
  }
  auto line = time_line(std::move(name), ours, floor);
  line.goal = "at most 1.5";
  line.met = ours.p50() / floor.p50() <= kGoal;
  return line;
}

}  // namespace

std::vector<Line> measure_queries(const Ledger& ledger) {
  store::PlantQueries queries(ledger.database());
  Bare bare(ledger.database());
  const auto ask = [&](const Plate& plate) {
    service::PassageFilter filter;
    filter.plate = plate;
    filter.limit = kPage + 1;
    must(!must_have(queries.passages(filter), "query").empty(), "nothing found");
  };
  return {compare("first page, query", 0, bare, ask),
          compare("plate search, query", vehicles_for(ledger.rows), bare, ask)};
}

std::vector<Line> measure_sockets(PlantUnderLoad& load) {
  Bare bare(load.plant().database());
  const auto ask = [&](const Plate& plate) {
    const auto answer = load.plant().get(fmt::format(
        "/api/v1/passages?limit={}{}", kPage, plate ? "&plate=" + percent_encoded(*plate) : ""));
    must(answer.status == 200 && answer.body.size() > 100, "no page: " + answer.body);
  };
  return {compare("first page, at the socket", 0, bare, ask),
          compare("plate search, at the socket", vehicles_for(load.rows()), bare, ask)};
}

}  // namespace cleangate::bench
