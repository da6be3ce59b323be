namespace Repro.Import.Evaluation.Libraries.Files;

/// <summary>The members of tables of pandas, and of the arrays in them.</summary>
internal static class TableMembers
{
    private static readonly HashSet<string> Names =
    [
        .. (
            "T abs add add_prefix add_suffix agg aggregate align all any apply applymap argmax argmin argsort asfreq asof assign astype at "
            + "attrs axes backfill between bfill bool boxplot cat clip columns combine combine_first compare convert_dtypes copy corr "
            + "corrwith count cov cummax cummin cumprod cumsum describe diff div divide dot drop drop_duplicates droplevel dropna dt dtype "
            + "dtypes duplicated empty eq equals eval ewm expanding explode factorize ffill fillna filter first first_valid_index flatten "
            + "floordiv ge get get_dtype_counts get_value groupby gt hasnans head hist iat idxmax idxmin iloc index infer_objects info "
            + "insert interpolate is_monotonic is_unique isin isna isnull item items iteritems iterrows itertuples ix join keys kurt "
            + "kurtosis last last_valid_index le loc lookup lt mad map mask max mean median melt memory_usage merge min mod mode mul "
            + "multiply name nbytes ndim ne nlargest notna notnull nsmallest nunique pad pct_change pipe pivot pivot_table plot pop pow "
            + "prod product quantile query radd rank ravel rdiv reindex reindex_like rename rename_axis reorder_levels repeat replace "
            + "resample reset_index reshape rfloordiv rmod rmul rolling round rpow rsub rtruediv sample searchsorted select_dtypes sem "
            + "set_axis set_flags set_index shape shift size skew slice_shift sort_index sort_values sparse squeeze stack std str style "
            + "sub subtract sum swapaxes swaplevel tail take tile to_clipboard to_csv to_dict to_excel to_feather to_frame to_hdf to_html "
            + "to_json to_latex to_list to_markdown to_numpy to_parquet to_period to_pickle to_records to_sql to_string to_timestamp "
            + "to_xarray tolist transform transpose truediv truncate tz_convert tz_localize unique unstack update value_counts values var "
            + "view where xs"
        ).Split(' '),
    ];

    /// <summary>Whether a name is one of a table's own, so that it is no column.</summary>
    public static bool IsOne(string name) => Names.Contains(name) || name.StartsWith('_');

    /// <summary>Whether a method changes the table itself, without <c>inplace=True</c> too.</summary>
    public static bool Changes(string method) => method is "insert" or "update" or "pop";
}
