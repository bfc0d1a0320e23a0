#include "cli/policy_flags.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/core.h>
#include <unistd.h>

#include "cli/grants_file.h"
#include "cli/input.h"
#include "compiler/emit.h"
#include "report/error_text.h"

namespace keyward::cli {
namespace {

using compiler::PolicyType;
using evaluator::Programs;
using evaluator::ResourceMode;

// NameOf is what explanations call a policy: its file without folder and extension.
std::string NameOf(const std::string& path) {
  const std::string name = std::filesystem::path(path).stem().string();
  return name.empty() ? path : name;
}

// PolicyLoader compiles files into one set; it goes on behind a fault, to report all.
class PolicyLoader {
 public:
  explicit PolicyLoader(const ColorOption& color) : color_(color) {}

  void Load(const std::string& path, PolicyType type, Programs& programs) {
    if (path.empty()) return;
    const Result<SourcePtr> source = ReadSource(path);
    if (!source) return Fault(source.error());
    compiler::CheckOptions options;
    options.mode = compiler::CheckMode::kStored;
    options.name = NameOf(path);
    compiler::Compiled compiled = compiler::Compile(*source, type, options);
    if (compiled.program == nullptr) return Refuse(**source, compiled.diagnostics);
    programs.push_back(compiled.program.get());
    set_->loaded.push_back(
        {options.name, *source, std::move(compiled.program), std::move(compiled.diagnostics)});
  }

  void LoadAll(const std::vector<std::string>& paths, PolicyType type, Programs& programs) {
    for (const std::string& path : paths) Load(path, type, programs);
  }

  void LoadLevels(const std::vector<std::string>& levels, PolicyType type,
                  std::optional<std::vector<Programs>>& to) {
    if (levels.empty()) return;
    to.emplace();
    for (const std::string& level : levels) {
      Programs& programs = to->emplace_back();
      LoadAll(CLI::detail::split(level, ','), type, programs);
    }
  }

  void LoadGrants(const std::string& path) {
    if (path.empty()) return;
    auto grants = ReadGrantsFile(path);
    if (grants) {
      set_->applied.grants = std::move(*grants);
      return;
    }
    for (const Error& error : grants.error()) Fault(error);
  }

  evaluator::AppliedPolicies& applied() { return set_->applied; }
  scenario::PolicySetPtr Take() { return ok_ ? std::move(set_) : nullptr; }

 private:
  void Fault(const Error& error) {
    ok_ = false;
    PrintError(error, color_);
  }

  void Refuse(const Source& source, const Diagnostics& diagnostics) {
    ok_ = false;
    const std::string text =
        report::DiagnosticsText(source, diagnostics, StyleFor(color_, STDERR_FILENO));
    std::fwrite(text.data(), 1, text.size(), stderr);
  }

  const ColorOption& color_;
  std::shared_ptr<scenario::PolicySet> set_ = std::make_shared<scenario::PolicySet>();
  bool ok_ = true;
};

PolicyType TypeOf(ResourceMode mode) {
  if (mode == ResourceMode::kKey) return PolicyType::kKeyPolicy;
  return mode == ResourceMode::kTrust ? PolicyType::kRoleTrust : PolicyType::kResource;
}

void LoadResourceSide(const PolicyFlags& flags, const evaluator::Request& request,
                      PolicyLoader& loader) {
  evaluator::AppliedPolicies& applied = loader.applied();
  const bool key = !flags.key_policy.empty();
  applied.resource_mode = key ? ResourceMode::kKey : scenario::ResourceModeOf(request);
  loader.Load(key ? flags.key_policy : flags.resource_policy, TypeOf(applied.resource_mode),
              applied.resource);
  loader.LoadGrants(flags.grants);
}

}  // namespace

bool PolicyFlags::given() const {
  return !identity.empty() || !permissions_boundary.empty() || !session.empty() ||
         !key_policy.empty() || !resource_policy.empty() || !service_control.empty() ||
         !resource_control.empty() || !vpc_endpoint.empty() || !grants.empty();
}

void AddPolicyFlags(CLI::App& verb, PolicyFlags& flags) {
  const auto add = [&verb](const char* name, auto& value, const char* words) {
    return verb.add_option(name, value, words)->type_name("FILE")->group("Policies");
  };
  CLI::Option* key = add("--key-policy", flags.key_policy, "The KMS key's policy");
  add("--resource-policy", flags.resource_policy, "The resource's policy")->excludes(key);
  add("--identity-policy", flags.identity, "Policies attached to the caller");
  add("--permissions-boundary", flags.permissions_boundary, "The caller's boundary");
  add("--session-policy", flags.session, "Policies of the caller's session");
  for (CLI::Option* level :
       {add("--scp", flags.service_control,
            "Service control policies of one level; one flag a level, root first"),
        add("--rcp", flags.resource_control, "Resource control policies of one level; likewise")}) {
    level->allow_extra_args(false)->type_name("FILE,FILE");
  }
  add("--vpc-endpoint-policy", flags.vpc_endpoint, "The VPC endpoint's policy");
  add("--grants", flags.grants, "The key's grants, as aws kms list-grants prints them");
}

scenario::PolicySetPtr LoadPolicyFlags(const PolicyFlags& flags, const evaluator::Request& request,
                                       const ColorOption& color) {
  PolicyLoader loader(color);
  evaluator::AppliedPolicies& applied = loader.applied();
  loader.LoadAll(flags.identity, PolicyType::kIdentity, applied.identity);
  loader.Load(flags.permissions_boundary, PolicyType::kPermissionsBoundary,
              applied.permissions_boundary);
  Programs session;
  loader.LoadAll(flags.session, PolicyType::kSession, session);
  if (!session.empty()) applied.session = std::move(session);
  loader.LoadLevels(flags.service_control, PolicyType::kServiceControl, applied.service_control);
  loader.LoadLevels(flags.resource_control, PolicyType::kResourceControl, applied.resource_control);
  loader.Load(flags.vpc_endpoint, PolicyType::kVpcEndpoint, applied.vpc_endpoint);
  LoadResourceSide(flags, request, loader);
  return loader.Take();
}

}  // namespace keyward::cli
