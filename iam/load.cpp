#include "iam/load.h"

#include <filesystem>
#include <fmt/core.h>

#include "iam/read/account_reader.h"
#include "iam/read/builder.h"
#include "iam/read/file.h"
#include "iam/read/organization_reader.h"

namespace keyward::iam {
namespace {

constexpr std::string_view kOrganizationFile = "organization.json";

void Note(Error error, Errors& errors) {
  if (errors.size() < kMaxErrors) errors.push_back(std::move(error));
}

void ReadAccount(const SourcePtr& source, PolicyPool& pool, DirectoryBuilder& builder,
                 Errors& errors) {
  Reading in(source, errors);
  if (!in.Open()) return;
  std::optional<Account> account = AccountReader(in, pool, builder).Read();
  if (account) builder.AddDetails(std::move(*account));
}

void ReadOrganization(const SourcePtr& source, PolicyPool& pool, DirectoryBuilder& builder,
                      Errors& errors) {
  Reading in(source, errors);
  if (!in.Open()) return;
  auto memberships = OrganizationReader(in, pool).Read();
  if (!memberships) return;
  for (auto& [id, account] : *memberships) builder.AddMembership(id, std::move(account));
}

}  // namespace

tl::expected<DirectoryPtr, Errors> ReadDirectory(const DirectorySources& sources) {
  Errors errors;
  PolicyPool pool;
  DirectoryBuilder builder;
  for (const SourcePtr& source : sources.accounts) ReadAccount(source, pool, builder, errors);
  if (sources.organization != nullptr) {
    ReadOrganization(sources.organization, pool, builder, errors);
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return builder.Finish();
}

tl::expected<DirectoryPtr, Errors> LoadDirectory(const std::string& path) {
  const Result<std::vector<std::string>> files = FindFiles(path);
  if (!files) return tl::unexpected(Errors{files.error()});
  if (files->empty()) {
    return tl::unexpected(
        Errors{Error{ErrorCode::kNotFound,
                     fmt::format("there is no *.json file in {}", path),
                     path,
                     {},
                     "save the output of aws iam get-account-authorization-details there"}});
  }
  Errors errors;
  DirectorySources sources;
  for (const std::string& file : *files) {
    Result<SourcePtr> source = ReadFile(file);
    if (!source) {
      Note(std::move(source.error()), errors);
    } else if (std::filesystem::path(file).filename() == kOrganizationFile) {
      sources.organization = std::move(*source);
    } else {
      sources.accounts.push_back(std::move(*source));
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return ReadDirectory(sources);
}

}  // namespace keyward::iam
