#include <functional>
#include <iostream>
#include <map>

#include "app/commands.h"

namespace {

constexpr const char* kHelp = R"(cleangate: gate and grading system of a plant (清门)

  init --data DIR --plant NAME --region 131082 [--industry generic] [--grade B] [--demo]
  serve --data DIR [--listen 127.0.0.1:8080] [--device-listen ADDR:PORT]
        [--public-listen ADDR:PORT]
        [--tls-cert FILE --tls-key FILE] [--allow-plain-http] [--web-root DIR]
        [--checkpoint-folder DIR] [--checkpoint-webhook URL]
  token create --role viewer|guard|manager|admin|board --data DIR [--label NAME]
  token setup-link --data DIR   (a link that makes an administrator)
  simulate --target URL --token TOKEN [--scenario day] [--seed 7] [--speed 60]
  verify --data DIR [--no-media] [--vkey KEY] [--checkpoint FILE] [--json]
  import vehicles FILE.csv|FILE.xlsx --data DIR
  export --data DIR
  backup --data DIR --to FILE
  doctor --data DIR [--rebuild]
  version
)";

}  // namespace

int main(int count, char** values) {
  namespace app = cleangate::app;
  const std::map<std::string, std::function<int(const std::vector<std::string>&)>> commands{
      {"init", app::run_init},     {"serve", app::run_serve},   {"simulate", app::run_simulate},
      {"verify", app::run_verify}, {"import", app::run_import}, {"export", app::run_export},
      {"backup", app::run_backup}, {"doctor", app::run_doctor}, {"token", app::run_token}};
  const std::vector<std::string> words(values + 1, values + count);
  if (words.empty() || words[0] == "help" || words[0] == "--help") {
    std::cout << kHelp;
    return words.empty() ? 1 : 0;
  }
  if (words[0] == "version" || words[0] == "--version") {
    std::cout << "cleangate " << CLEANGATE_VERSION << "\n";
    return 0;
  }
  const auto command = commands.find(words[0]);
  if (command == commands.end()) {
    std::cerr << "cleangate: no command " << words[0] << "\n" << kHelp;
    return 1;
  }
  const int status = command->second({words.begin() + 1, words.end()});
  if (!std::cout.flush()) {  // a cut export must not look whole
    std::cerr << "cleangate: the output could not be written whole\n";
    return status == 0 ? 1 : status;
  }
  return status;
}
