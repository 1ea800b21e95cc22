#include <algorithm>
#include <iostream>
#include <string_view>

#include "app/commands.h"

namespace {

struct Command {
  std::string_view name;
  int (*run)(const std::vector<std::string>& words);
  std::string_view usage;
};

constexpr Command kCommands[] = {
    {"init", cleangate::app::run_init,
     R"(  init --data DIR --plant NAME --region 131082 [--industry generic] [--grade B] [--demo]
)"},
    {"serve", cleangate::app::run_serve,
     R"(  serve --data DIR [--listen 127.0.0.1:8080] [--device-listen ADDR:PORT]
        [--public-listen ADDR:PORT]
        [--tls-cert FILE --tls-key FILE] [--allow-plain-http] [--web-root DIR]
        [--checkpoint-folder DIR] [--checkpoint-webhook URL]
)"},
    {"token", cleangate::app::run_token,
     R"(  token create --role viewer|guard|manager|admin|board --data DIR [--label NAME]
  token setup-link --data DIR   (a link that makes an administrator)
)"},
    {"simulate", cleangate::app::run_simulate,
     R"(  simulate --target URL [--token-file FILE | --token TOKEN] [--device-target URL]
           [--scenario day] [--seed 7] [--speed 60] [--passages 2000] [--begin-hour 0]
           [--lookup answers|slow|wrong|garbage|down]
           [--no-setup]   (without a token: that of CLEANGATE_TOKEN)
)"},
    {"verify", cleangate::app::run_verify,
     R"(  verify --data DIR [--no-media] [--vkey KEY] [--checkpoint FILE] [--json]
)"},
    {"import", cleangate::app::run_import,
     R"(  import vehicles FILE.csv|FILE.xlsx --data DIR
)"},
    {"rules", cleangate::app::run_rules,
     R"(  rules lint FILE.toml   (a rule pack; every fault with its line and how to mend it)
  rules list|upload FILE.toml|activate ID VERSION|deactivate ID --data DIR [--note TEXT]
        [--valid-from 2026-12-12T12:00:00+08:00]
)"},
    {"export", cleangate::app::run_export,
     R"(  export --data DIR
)"},
    {"backup", cleangate::app::run_backup,
     R"(  backup --data DIR --to FILE
)"},
    {"doctor", cleangate::app::run_doctor,
     R"(  doctor --data DIR [--rebuild]
)"},
};

const Command* find(std::string_view name) {
  const auto* found = std::ranges::find(kCommands, name, &Command::name);
  return found == std::ranges::end(kCommands) ? nullptr : found;
}

void print_help(std::ostream& out) {
  out << "cleangate: gate and grading system of a plant (清门)\n\n";
  for (const Command& command : kCommands) out << command.usage;
  out << "  version\n  help [COMMAND]\n";
}

int print_usage(const Command& command) {
  std::cout << "usage: cleangate\n" << command.usage;
  return 0;
}

int run(const std::vector<std::string>& words) {
  if (words.empty() || words[0] == "help" || words[0] == "--help" || words[0] == "-h") {
    const auto* command = words.size() > 1 ? find(words[1]) : nullptr;
    if (command) return print_usage(*command);
    print_help(std::cout);
    return words.empty() ? 1 : 0;
  }
  if (words[0] == "version" || words[0] == "--version") {
    std::cout << "cleangate " << CLEANGATE_VERSION << "\n";
    return 0;
  }
  const auto* command = find(words[0]);
  if (!command) {
    std::cerr << "cleangate: no command " << words[0] << "\n";
    print_help(std::cerr);
    return 1;
  }
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  const auto asks = [](const std::string& word) { return word == "--help" || word == "-h"; };
  if (std::ranges::any_of(rest, asks)) return print_usage(*command);
  return command->run(rest);
}

}  // namespace

int main(int count, char** values) {
  const int status = run({values + 1, values + count});
  if (!std::cout.flush()) {  // a cut export must not look whole
    std::cerr << "cleangate: the output could not be written whole\n";
    return status == 0 ? 1 : status;
  }
  return status;
}
