#include "bench/verify_floor.h"

#include <fmt/format.h>

#include "base/text.h"
#include "domain/ledger/merkle.h"
#include "domain/ledger/payload.h"
#include "store/sqlite/database.h"
#include "store/verify.h"
#include "tests/plant.h"

namespace cleangate::bench {
namespace {

constexpr std::size_t kChunk = 4096;  // entries cut out at a time
constexpr std::size_t kOwnSaltBytes = 16;
constexpr std::size_t kSaltBytes = 32;

/// What is hashed for one field: the salt's key or the salt itself, number and value.
struct FieldInput {
  bool own_salt;
  std::string salt;  ///< when own_salt
  std::string number, value;
};
struct EntryInput {
  std::string leaf, key;
  std::vector<FieldInput> fields;
};

EntryInput cut_out(std::string_view leaf, std::string_view payload, std::string_view salts) {
  EntryInput input{std::string(leaf), std::string(salts.substr(0, kSaltBytes)), {}};
  salts.remove_prefix(kSaltBytes);
  const auto decoded = must_have(ledger::decode_payload(payload), "payload");
  for (const auto& item : decoded.items()) {
    const auto number = static_cast<std::uint16_t>(item.field);
    FieldInput field{ledger::field_info(item.field)->erasable, "", "", item.value};
    field.number = {static_cast<char>(number >> 8), static_cast<char>(number & 0xff)};
    if (field.own_salt) {
      field.salt = salts.substr(0, kOwnSaltBytes);
      field.salt.resize(kSaltBytes, '\0');
      salts.remove_prefix(kOwnSaltBytes);
    }
    input.fields.push_back(std::move(field));
  }
  return input;
}

/// Hashes all that one entry needs; the root over its fields.
Hash hash_fields(const EntryInput& entry) {
  const HmacSha256 salt_of(entry.key);
  ledger::CompactRange fields;
  for (const FieldInput& field : entry.fields) {
    const Hash salt = field.own_salt ? Hash{} : salt_of.of(field.number);
    fields.append(sha256({std::string_view("\x10", 1),
                          field.own_salt ? std::string_view(field.salt) : salt.view(), field.number,
                          field.value}));
  }
  return fields.root();
}

struct Hashed {
  double milliseconds = 0;
  Hash root;
  std::uint8_t seen = 0;  ///< kept so that no hash can be left out
};
Hashed hash_all(const std::string& path) {
  auto database =
      must_have(store::Database::open(path, {.mode = store::Database::Mode::read_only}), path);
  store::Statement::Run run(*must_have(
      database.statement(R"(SELECT entry,payload,salts FROM entries ORDER BY "index")"), path));
  Hashed hashed;
  ledger::CompactRange tree;
  for (bool more = true; more;) {
    std::vector<EntryInput> chunk;
    while (chunk.size() < kChunk && (more = must_have(run.step(), path))) {
      chunk.push_back(cut_out(run.blob(0), run.blob(1), run.blob(2)));
    }
    const auto start = Clock::now();
    for (const EntryInput& entry : chunk) {
      hashed.seen ^= hash_fields(entry).bytes[0];
      tree.append(ledger::leaf_hash(entry.leaf));
    }
    hashed.milliseconds += milliseconds_since(start);
  }
  hashed.root = tree.root();
  return hashed;
}

}  // namespace

Line measure_verify(const Ledger& ledger, const std::string& name) {
  store::VerifyOptions options;
  const auto key = tests::read_all(ledger.folder + "/keys/log.vkey");
  options.keys.push_back(must_have(ledger::parse_verifier_key(trim(key)), "verifier key"));
  Samples product, floor;
  floor.add(hash_all(ledger.database()).milliseconds);
  const auto start = Clock::now();
  const auto report = store::verify(ledger.database(), options);
  product.add(milliseconds_since(start));
  must(report.verdict == store::VerifyReport::Verdict::sound, report.first_line());
  const auto hashed = hash_all(ledger.database());
  must(hashed.root == report.root, "the floor hashes something else");
  floor.add(hashed.milliseconds);
  const double bare = (floor.at(0) + floor.at(1)) / 2;
  Line line;
  line.name = name;
  line.product_p50 = fmt::format("{:.2f} s", product.p50() / 1000);
  line.floor_p50 = fmt::format("{:.2f} s", bare / 1000);
  line.ratio = as_ratio(product.p50() / bare);
  line.goal = "at most 1.5";
  line.met = product.p50() / bare <= 1.5;
  return line;
}

}  // namespace cleangate::bench
