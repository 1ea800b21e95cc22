#include <iostream>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/run_in_folder.h"
#include "base/limits.h"
#include "domain/rules/pack.h"

namespace cleangate::app {
namespace {

constexpr const char* kUsage =
    "usage: cleangate rules lint FILE.toml, or with --data DIR: rules list, "
    "rules upload FILE.toml [--note TEXT], rules activate ID VERSION --note TEXT "
    "[--valid-from TIME], rules deactivate ID --note TEXT";

/// Every fault with file, line and mend; hints do not make it fail.
int lint(const std::string& file) {
  const auto text = read_file(file);
  if (!text) return complain(text.error());
  if (text->size() > kMaxTomlBytes) {
    return complain({ErrorCode::too_large, file + ": at most 512 KiB"});
  }
  const auto read = rules::read_pack(*text, file);
  for (const auto& problem : read.problems) {
    std::cerr << problem.text() << (problem.is_hint ? " (hint)" : "") << "\n";
  }
  if (!read.pack) return 1;
  std::cout << read.pack->id << " " << read.pack->version << ": " << read.pack->clauses.size()
            << " clauses\n";
  return 0;
}

std::string word(const Json& json, std::string_view key) {
  return std::string(json[key].text().value_or(""));
}

/// One line a version; a star marks what is in force.
void print_list(const Json& list) {
  for (const Json& pack : list["items"].items()) {
    const bool is_active = pack["active"].is_object();
    std::cout << (is_active ? "* " : "  ") << word(pack, "id") << " " << word(pack, "version")
              << "  " << word(pack, "kind") << ", " << word(pack, "source") << ", "
              << word(pack, "evidence") << "  " << word(pack["title"], "zh");
    if (!pack["fault"].is_null()) std::cout << "  cannot be read: " << word(pack, "fault");
    if (const auto by = word(pack["active"], "by"); !by.empty()) {
      std::cout << "  since " << word(pack["active"], "since") << " by " << by;
    }
    std::cout << "\n";
  }
  const Json& in_force = list["in_force"];
  if (!in_force["fault"].is_null()) {
    std::cerr << "every entry is held: " << word(in_force, "fault") << "\n";
  } else if (in_force["base"].is_null()) {
    std::cerr << "no base pack is in force: lists and visitors only\n";
  }
}

/// What the words ask of the plant. Errors: invalid, the usage.
Result<Json> command_of(const Arguments& arguments) {
  const auto& words = arguments.words();
  const std::string what = words.empty() ? "" : words[0];
  Json body = Json::object();
  for (const auto& [option, member] :
       {std::pair{"note", "note"}, std::pair{"valid-from", "valid_from"}}) {
    if (arguments.has(option)) body.set(member, arguments.get(option));
  }
  if (what == "list" && words.size() == 1) return Json::object({{"command", "rules-list"}});
  if (what == "upload" && words.size() == 2) {
    body.set("toml", TRY(read_file(words[1])));
    return Json::object({{"command", "rules-upload"}, {"body", std::move(body)}});
  }
  if (what == "activate" && words.size() == 3) {
    return Json::object({{"command", "rules-activate"},
                         {"id", words[1]},
                         {"version", words[2]},
                         {"body", std::move(body)}});
  }
  if (what == "deactivate" && words.size() == 2) {
    return Json::object(
        {{"command", "rules-deactivate"}, {"id", words[1]}, {"body", std::move(body)}});
  }
  return fail(ErrorCode::invalid, kUsage);
}

}  // namespace

int run_rules(const std::vector<std::string>& words) {
  const auto arguments = Arguments::parse(words, {"data", "note", "valid-from"}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->words().size() == 2 && arguments->words()[0] == "lint") {
    return lint(arguments->words()[1]);
  }
  const auto command = command_of(*arguments);
  if (!command) return complain(command.error());
  const auto root = arguments->need("data");
  if (!root) return complain(root.error());
  const auto folder = open_folder(*root);
  if (!folder) return complain(folder.error());
  const auto reply = run_in_folder(*folder, *command);
  if (!reply) return complain(reply.error());
  if ((*command)["command"].text() == "rules-list") {
    print_list(*reply);
    return 0;
  }
  std::cout << word(*reply, "id") << " " << word(*reply, "version") << ": "
            << (arguments->words()[0] == "upload" ? "uploaded" : arguments->words()[0] + "d")
            << ", entry " << (*reply)["index"].integer().value_or(0) << "\n";
  return 0;
}

}  // namespace cleangate::app
